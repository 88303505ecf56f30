/* Choosing what a table shows: options, region, questions. The part of the address after # carries the choice, which a
   browser never sends to a server, and which works from a file. Without a choice the full table stands there; on a phone
   two of its options, side by side, whose names are lists to take another from. */
(() => {
  const box = document.querySelector(".choosable");
  const form = box.querySelector(".chooser");
  const table = box.querySelector("table");
  const status = form.querySelector(".chooser-status");
  const all = (selector, from = table) => [...from.querySelectorAll(selector)];
  const inputs = { options: all("[name=options]", form), rows: all("[name=rows]", form) };
  const pair = box.querySelector(".pair"); // a worksheet has none
  const names = pair ? all("select", pair) : [];
  const narrow = matchMedia("(max-width: 44.9375em)");
  let printing = false;

  // ---- what is chosen: nothing ticked means all; what is always ticked is no choice yet ----

  const isOpen = (input, region) => !region || !input.dataset.where || input.dataset.where.split(" ").includes(region);
  const isChosen = (input) => input.checked && !("always" in input.dataset);
  const checked = (name) => (form.querySelector(`[name=${name}]:checked`) || { value: "" }).value;

  function shown(group, region) {
    const open = group.filter((input) => isOpen(input, region));
    const kept = open.some(isChosen) ? open.filter((input) => input.checked) : open;
    return new Set(kept.map((input) => input.value));
  }

  // A narrow screen shows two side by side: those that were chosen, or those that the page begins with. More stand one
  // under the other.
  function two(options) {
    if (!pair || printing || !narrow.matches) return null;
    if (inputs.options.some(isChosen)) return options.size === 2 ? options : null;
    const first = inputs.options.filter((input) => "pair" in input.dataset).map((input) => input.value);
    const values = [...first.filter((value) => options.has(value)), ...options];
    const kept = [...new Set(values)].slice(0, 2);
    return kept.length === 2 ? new Set([...options].filter((value) => kept.includes(value))) : null;
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
    const facts = all("[data-says]", cell);
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

  // The build says which answers of a row are one and the same.
  const says = (cell) => all("[data-says]:not([hidden])", cell).map((said) => said.dataset.says).join(" ");
  const isAlike = (row) => new Set(all("td[data-option]:not([hidden])", row).map(says)).size < 2;

  function show() {
    const region = checked("region");
    const chosen = shown(inputs.options, region);
    const side = two(chosen);
    const options = side || chosen;
    const rows = shown(inputs.rows);
    for (const input of inputs.options) input.closest("label").hidden = !isOpen(input, region);
    for (const cell of all("[data-option]")) cell.hidden = !options.has(cell.dataset.option);
    for (const cell of all("td[data-option]")) keepRegion(cell, region);
    for (const found of all(".studies section > div"))
      found.hidden = Boolean(region && found.dataset.where && found.dataset.where !== region);
    let same = 0;
    for (const row of all("tr[data-row]:not(.studies)")) {
      const alike = options.size > 1 && isAlike(row);
      const gone = !rows.has(row.dataset.row) || (alike && Boolean(checked("differ")));
      row.classList.toggle("alike", alike);
      const found = all(".studies section:not([hidden]) > div:not([hidden])", row.parentElement);
      for (const part of all("tr[data-row]", row.parentElement)) part.hidden = gone || (part !== row && !found.length);
      same += gone && rows.has(row.dataset.row);
    }
    table.classList.toggle("many", options.size > 4);
    table.classList.toggle("two", Boolean(side));
    offer(side, new Set(inputs.options.filter((input) => isOpen(input, region)).map((input) => input.value)));
    box.classList.add("ready");
    return { rows: rows.size - same, options: options.size, same };
  }

  // The names over the two: lists to take another from.
  function offer(options, open) {
    if (!pair) return;
    pair.hidden = !options;
    if (!options) return;
    for (const [place, name] of names.entries()) {
      const [mine, other] = place ? [...options].reverse() : options;
      name.value = mine;
      for (const each of name.options) each.disabled = each.value === other || !open.has(each.value);
    }
  }

  function tick(values) {
    for (const input of inputs.options) input.checked = values.includes(input.value);
    form.dispatchEvent(new Event("change"));
  }

  function say({ rows, options, same }) {
    const told = form.dataset.shown.replace("{rows}", rows).replace("{options}", options);
    status.textContent = same ? `${told} ${form.dataset.alike.replace("{same}", same)}` : told;
  }

  // ---- paper: the table and its sources alone, on one sheet ----

  function sheet(on) {
    document.documentElement.classList.toggle("one-sheet", on);
    const used = new Set(all(".cite").filter((mark) => !mark.closest("[hidden], .studies")).map((mark) => mark.hash.slice(1)));
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
  for (const [printed, event] of [[true, "beforeprint"], [false, "afterprint"]])
    addEventListener(event, () => {
      printing = printed; // paper holds the table, however narrow the screen
      show();
      if (!printed) sheet(isChoice());
    });
  addEventListener("hashchange", () => read() && update());
  narrow.addEventListener("change", show);
  for (const name of names) name.addEventListener("change", () => tick(names.map((each) => each.value)));
  form.querySelector("[data-every]")?.addEventListener("click", () => tick(inputs.options.map((input) => input.value)));
  const more = form.querySelector("[data-more]");
  more.addEventListener("click", () => {
    more.ariaExpanded = String(box.classList.toggle("open"));
  });

  form.hidden = false;
  sheet(isChoice());
  if (read()) {
    say(update());
    (narrow.matches && pair ? form : table.parentElement).scrollIntoView();
  } else show();
})();
