/* The print list: several hand-outs in one edition. The part of the address after # carries it, so that a ward can keep
   it as a bookmark; a browser never sends that part to a server, and it works from a file. */
(() => {
  const KEY = "guide-edition";
  const pack = document.querySelector("[data-pack]");
  const rows = [...document.querySelectorAll("[data-paper]")];
  const editions = [...pack.querySelectorAll("[name=edition]")];
  const part = (name) => pack.querySelector(`[data-pack-${name}]`);
  const edition = () => editions.find((input) => input.checked).value;
  const ticks = new Map();

  for (const row of rows) {
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.value = row.dataset.paper;
    const label = document.createElement("label");
    const name = row.querySelector(".paper-name");
    tick.setAttribute("aria-label", `${pack.dataset.add}: ${name.textContent}`);
    name.before(label);
    label.append(tick, name);
    ticks.set(row.dataset.paper, tick);
  }

  const copies = (row) => [...row.querySelectorAll("[data-edition]")];
  const copy = (row) => copies(row).find((one) => one.dataset.edition === edition()) || copies(row)[0];
  const chosen = () => rows.filter((row) => ticks.get(row.dataset.paper).checked);

  function entry(row) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const [from] = copy(row).querySelectorAll("a");
    link.href = from.href;
    link.textContent = row.querySelector(".paper-name").textContent;
    const says = copy(row).querySelector(".say").cloneNode(true);
    item.append(link, " ", from.textContent, ", ", says);
    return item;
  }

  function show() {
    for (const row of rows) {
      const own = copies(row).some((one) => one.dataset.edition === edition());
      for (const one of copies(row)) one.hidden = own && one.dataset.edition !== edition();
    }
    const list = chosen();
    part("chosen").replaceChildren(...list.map(entry));
    part("none").hidden = list.length > 0;
    part("some").hidden = list.length === 0;
    part("says").textContent = `${part("says").dataset.says}: ${list.length}`;
  }

  function write() {
    const words = new URLSearchParams({ edition: edition() });
    if (chosen().length) words.set("pack", chosen().map((row) => row.dataset.paper).join(" "));
    history.replaceState(null, "", `${location.href.split("#")[0]}#${words}`);
  }

  function read() {
    const words = new URLSearchParams(location.hash.slice(1));
    let wanted = words.get("edition");
    try {
      wanted ||= localStorage.getItem(KEY);
    } catch {} // a browser may keep nothing for files
    const known = editions.find((input) => input.value === wanted);
    if (known) known.checked = true;
    const keys = (words.get("pack") || "").split(" ");
    for (const [key, tick] of ticks) tick.checked = keys.includes(key);
  }

  function keep() {
    try {
      localStorage.setItem(KEY, edition());
    } catch {}
  }

  document.addEventListener("change", (event) => {
    if (event.target.name === "edition") keep();
    if (event.target.name === "edition" || ticks.has(event.target.value)) {
      write();
      show();
    }
  });
  part("open").addEventListener("click", () => {
    for (const link of part("chosen").querySelectorAll("a")) window.open(link.href);
  });
  part("print").addEventListener("click", () => {
    document.documentElement.classList.add("prints-pack");
    window.print();
    document.documentElement.classList.remove("prints-pack");
  });
  part("clear").addEventListener("click", () => {
    for (const tick of ticks.values()) tick.checked = false;
    write();
    show();
    editions.find((input) => input.checked).focus();
  });
  window.addEventListener("hashchange", () => {
    read();
    show();
  });

  pack.hidden = false;
  read();
  show();
})();
