/* Choosing what a table shows: options, region, questions. The part of the address after # carries the choice, which a
   browser never sends to a server, and which works from a file. Without a choice the full table stands there. */
(() => {
  const box = document.querySelector(".choosable");
  const form = box.querySelector(".chooser");
  const table = box.querySelector("table");
  const [status] = form.querySelectorAll("[role=status]");
  const all = (selector, from = table) => [...from.querySelectorAll(selector)];
  const inputs = { options: all("[name=options]", form), rows: all("[name=rows]", form) };

  // ---- what is chosen: nothing ticked means all; what is always ticked is no choice yet ----

  const isOpen = (input, region) => !region || !input.dataset.where || input.dataset.where.split(" ").includes(region);
  const isChosen = (input) => input.checked && !("always" in input.dataset);
  const checked = (name) => (form.querySelector(`[name=${name}]:checked`) || { value: "" }).value;

  function shown(group, region) {
    const open = group.filter((input) => isOpen(input, region));
    const kept = open.some(isChosen) ? open.filter((input) => input.checked) : open;
    return new Set(kept.map((input) => input.value));
  }

  // ---- the choice as an address, and back ----

  function write() {
    const choice = new URLSearchParams();
    for (const [name, group] of Object.entries(inputs))
      if (group.some(isChosen)) choice.set(name, group.filter((input) => input.checked).map((i) => i.value).join(" "));
    for (const name of ["region", "differ"]) if (checked(name)) choice.set(name, checked(name));
    history.replaceState(null, "", location.href.split("#")[0] + `#${choice}`.replace(/^#$/, ""));
  }

  function read() {
    const choice = new URLSearchParams(location.hash.slice(1));
    const known = ["options", "rows", "region", "differ"].filter((name) => choice.get(name));
    for (const name of known) {
      const values = choice.get(name).split(" ");
      for (const input of all(`[name=${name}]`, form)) input.checked = values.includes(input.value);
    }
    return known.length > 0;
  }

  // ---- the table ----

  function keepRegion(cell, region) {
    const facts = all("p:not(.none-here)", cell);
    for (const fact of facts) fact.hidden = Boolean(region && fact.dataset.where && fact.dataset.where !== region);
    const empty = facts.length > 0 && facts.every((fact) => fact.hidden);
    let note = cell.querySelector(".none-here");
    if (empty && !note) {
      note = document.createElement("p");
      note.className = "none-here";
      note.dataset.unknown = "yes";
      note.textContent = form.dataset.none;
      cell.append(note);
    }
    if (note) note.hidden = !empty;
  }

  function says(cell) {
    const facts = all("p:not([hidden], [data-unknown])", cell).map((fact) => fact.cloneNode(true));
    for (const mark of facts.flatMap((fact) => all(".cite", fact))) mark.remove();
    return facts.map((fact) => fact.textContent.trim()).join(" ");
  }

  const isAlike = (row) => new Set(all("td[data-option]:not([hidden])", row).map(says)).size < 2;

  function show() {
    const region = checked("region");
    const options = shown(inputs.options, region);
    const rows = shown(inputs.rows);
    for (const input of inputs.options) input.closest("label").hidden = !isOpen(input, region);
    for (const cell of all("[data-option]")) cell.hidden = !options.has(cell.dataset.option);
    for (const cell of all("td[data-option]")) keepRegion(cell, region);
    let same = 0;
    for (const row of all("[data-row]")) {
      const alike = rows.has(row.dataset.row) && options.size > 1 && Boolean(checked("differ")) && isAlike(row);
      row.hidden = alike || !rows.has(row.dataset.row);
      same += alike;
    }
    table.classList.toggle("many", options.size > 4);
    return { rows: rows.size - same, options: options.size, same };
  }

  function say({ rows, options, same }) {
    const told = form.dataset.shown.replace("{rows}", rows).replace("{options}", options);
    status.textContent = same ? `${told} ${form.dataset.alike.replace("{same}", same)}` : told;
  }

  // ---- paper: the table and its sources alone, on one sheet ----

  function sheet(on) {
    document.documentElement.classList.toggle("one-sheet", on);
    const used = new Set(all(".cite").filter((mark) => !mark.closest("[hidden]")).map((mark) => mark.hash.slice(1)));
    for (const [index, entry] of all(".page-sources > li", document).entries()) {
      entry.value = index + 1; // a list does not count what is hidden, and the marks keep their numbers
      entry.classList.toggle("unused", on && !used.has(entry.id));
    }
  }

  const isChoice = () => location.hash.includes("=") || table.classList.contains("worksheet");

  function update() {
    const counts = show();
    sheet(isChoice());
    return counts;
  }

  form.addEventListener("change", () => {
    write();
    say(update());
  });
  form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("change"))));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-print]").addEventListener("click", () => {
    sheet(true);
    print();
  });
  addEventListener("afterprint", () => sheet(isChoice()));
  addEventListener("hashchange", () => read() && update());

  form.hidden = false;
  sheet(isChoice());
  if (read()) {
    say(update());
    table.parentElement.scrollIntoView();
  }
})();
