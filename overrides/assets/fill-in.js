/* Fills in sheets: what is typed once comes to stand on every sheet that is chosen. It is kept on this device alone; the
   choice stands in the part of the address after #, as that of the print list does. The sheets lie beside the pages as
   scripts, and only those that are chosen are loaded: a page from a file can load nothing else. */
(() => {
  const form = document.querySelector("[data-fill]");
  if (!form) return; // nothing was printed
  const KEY = "guide-edition";
  const place = new URL(form.dataset.fill, location.href).href;
  const key = `fill-in:${new URL("..", place).pathname}`;
  const part = (name) => form.querySelector(`[data-fill-${name}]`);
  const editions = [...form.querySelectorAll("[name=edition]")];
  const sheets = [...form.querySelectorAll("[name=sheet]")];
  const lines = [...form.querySelectorAll("[data-line]")];
  const made = form.querySelector(".fill-made");
  const says = (name, words = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (_, word) => words[word]);

  const edition = () => editions.find((input) => input.checked);
  const chosen = () => sheets.filter((sheet) => sheet.checked);
  const named = (input) => input.parentElement.querySelector(".fill-name").textContent;
  const field = (line) => line.querySelector("input");
  const typed = () => Object.fromEntries(lines.map((line) => [line.dataset.line, field(line).value]));
  const empty = () => lines.every((line) => !field(line).value);
  const has = (sheet, line) => sheet.dataset.lines.split(" ").includes(String(lines.indexOf(line)));

  // ---- what is kept ----

  const browser = (what) => {
    try {
      return what();
    } catch {
      part("kept").textContent = form.dataset.lost; // a browser may keep nothing for files
      return null;
    }
  };

  function keep() {
    const filled = Object.entries(typed()).filter(([, text]) => text);
    browser(() => (filled.length ? localStorage.setItem(key, JSON.stringify(Object.fromEntries(filled))) : localStorage.removeItem(key)));
  }

  function restore() {
    const known = browser(() => JSON.parse(localStorage.getItem(key))) || {};
    for (const line of lines) field(line).value = known[line.dataset.line] || "";
  }

  function read() {
    const words = new URLSearchParams(location.hash.slice(1));
    const wanted = words.get("edition") || browser(() => localStorage.getItem(KEY));
    const known = editions.find((input) => input.value === wanted);
    if (known) known.checked = true;
    const keys = (words.get("pack") || "").split(" ");
    for (const sheet of sheets) sheet.checked = keys.includes(sheet.value);
  }

  function write() {
    const words = new URLSearchParams({ edition: edition().value });
    if (chosen().length) words.set("pack", chosen().map((sheet) => sheet.value).join(" "));
    history.replaceState(null, "", `${location.href.split("#")[0]}#${words}`);
  }

  // ---- the sheets ----

  const asked = new Map();

  // What the script of that name holds.
  function loaded(name) {
    if (!asked.has(name)) {
      const script = document.createElement("script");
      script.src = `${place}${name}.js`;
      const held = new Promise((done, failed) => {
        script.addEventListener("load", () => done(window.sheets[name]));
        script.addEventListener("error", failed);
      });
      asked.set(name, held.catch(() => asked.delete(name) && null)); // the next time it is asked for again
      document.head.append(script);
    }
    return asked.get(name);
  }

  async function filled(sheet, texts) {
    const [common, own] = await Promise.all([loaded("common"), loaded(sheet.value)]);
    if (!common || !own) return null;
    const wanted = edition().value in own.copies ? edition().value : Object.keys(own.copies)[0];
    return { edition: wanted, ...window.fillIn.filled(common, own, wanted, texts) };
  }

  function entry(sheet, done) {
    const item = form.querySelector("template").content.cloneNode(true);
    const [name, label, note] = [".fill-name", ".say", ".fill-note"].map((found) => item.querySelector(found));
    name.textContent = named(sheet);
    if (!done) {
      note.textContent = form.dataset.failed;
      item.querySelector(".fill-ways").remove();
      return item;
    }
    label.textContent = editions.find((input) => input.value === done.edition).parentElement.textContent.trim();
    note.textContent = done.small.length ? says("small", { lines: done.small.join(", ") }) : "";
    const address = URL.createObjectURL(new Blob([done.bytes], { type: "application/pdf" }));
    for (const link of item.querySelectorAll("a")) {
      link.href = address;
      link.setAttribute("aria-label", `${link.textContent}: ${named(sheet)}`);
    }
    item.querySelector("[data-fill-open]").target = "_blank";
    item.querySelector("[data-fill-save]").download = `${sheet.value}-${done.edition}.pdf`;
    return item;
  }

  // ---- what is shown ----

  const where = (on, list) => (on.length > 2 ? says("onSome", { count: on.length, all: list.length }) : says("on", { sheets: on.map(named).join(", ") }));

  // Lines of the chosen sheets; under each, what cannot be printed of it.
  async function showLines() {
    const list = chosen();
    part("none").hidden = list.length > 0;
    part("clear").hidden &&= empty(); // once there it stays, as whoever used it is still on it
    const common = list.length ? await loaded("common") : null;
    for (const line of lines) {
      const on = list.filter((sheet) => has(sheet, line));
      const strange = on.length && common ? window.fillIn.strange(field(line).value, common.font) : [];
      const told = line.querySelector(".fill-told");
      const text = strange.length ? says("strange", { signs: strange.join(" ") }) : "";
      line.hidden = !on.length;
      line.querySelector("[data-fill-on]").textContent = on.length < list.length ? where(on, list) : "";
      if (told.textContent !== text) told.textContent = text;
      field(line).setAttribute("aria-invalid", String(strange.length > 0));
    }
    return !form.querySelector("[aria-invalid=true]");
  }

  function tell(text) {
    if (part("says").textContent !== text) part("says").textContent = text;
  }

  let turn = 0;

  async function show() {
    const mine = ++turn;
    const right = await showLines();
    const list = right ? chosen() : [];
    const texts = typed(); // as they were judged, whatever is typed while the sheets load
    const done = await Promise.all(list.map((sheet) => filled(sheet, texts)));
    if (mine !== turn) return; // something was typed meanwhile
    for (const link of made.querySelectorAll("[data-fill-open]")) URL.revokeObjectURL(link.href);
    made.replaceChildren(...list.map((sheet, index) => entry(sheet, done[index])));
    if (list.length) tell(says("ready", { count: done.filter(Boolean).length }));
    else tell(form.dataset[right ? "none" : "mend"]);
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name === "edition") browser(() => localStorage.setItem(KEY, target.value));
    if (target.type === "text") keep();
    else write();
    show();
  });
  part("clear").addEventListener("click", async () => {
    for (const line of lines) field(line).value = "";
    keep();
    await show();
    tell(form.dataset.cleared);
  });
  window.addEventListener("hashchange", () => {
    read();
    show();
  });

  form.hidden = false;
  document.querySelector("[data-fill-without]").hidden = true;
  restore();
  read();
  show();
})();
