/* Questions that a reader ticks or writes, kept on this device. Where a browser keeps storage for each file apart, or
   keeps nothing, the way to the list carries it in the part of the address after #, which is never sent. */
(() => {
  const root = new URL("..", document.currentScript.src).href;
  const key = `questions:${new URL(root).pathname}`;
  const boxes = [...document.querySelectorAll(".questions input")];
  const mine = document.querySelector(".my-questions");
  const asking = document.querySelector(".asking");
  let list = [];
  let kept = true;

  // ---- the list: [text, name of the page, its address in the guide] ----

  function load() {
    try {
      list = JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      kept = false;
    }
  }

  function save() {
    try {
      if (list.length) localStorage.setItem(key, JSON.stringify(list));
      else localStorage.removeItem(key);
    } catch {
      kept = false;
    }
  }

  // The same words on two pages are two questions: each is about its own page, and may get another answer.
  const page = (src) => src.replace(/\?.*/, ""); // lists from before hold what stood behind the name
  const at = (text, src) => list.findIndex(([known, , from]) => known === text && page(from) === page(src));
  const has = (text, src) => at(text, src) >= 0;
  const told = ([text, name]) => (name && list.filter(([known]) => known === text).length > 1 ? `${text} (${name})` : text);

  // ---- in the address ----

  const packed = () => (list.length ? `#list=${encodeURIComponent(JSON.stringify(list))}` : "");

  function carried() {
    const text = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B")).get("list");
    try {
      const items = JSON.parse(text) || [];
      return items.filter((item) => Array.isArray(item) && item.length === 3 && item.every((part) => typeof part === "string"));
    } catch {
      return [];
    }
  }

  // ---- on a page with questions ----

  const words = (box) => box.parentElement.querySelector(".question").textContent.trim();

  function ticks() {
    const link = asking.querySelector("a");
    link.dataset.name ||= link.textContent;
    link.dataset.href ||= link.getAttribute("href");
    for (const box of boxes) {
      box.hidden = false;
      box.checked = has(words(box), asking.dataset.page);
    }
    link.textContent = list.length ? `${link.dataset.name} (${list.length})` : link.dataset.name;
    link.href = link.dataset.href + (kept && location.protocol !== "file:" ? "" : packed());
  }

  function tick(box) {
    const text = words(box);
    const src = asking.dataset.page;
    if (!box.checked) list = list.filter((_, index) => index !== at(text, src));
    else if (!has(text, src)) list.push([text, document.querySelector("h1").firstChild.textContent.trim(), src]);
    save();
    ticks();
    asking.querySelector("[role=status]").textContent = box.checked ? asking.dataset.added : asking.dataset.removed;
  }

  // ---- on the page of the list ----

  function item(question) {
    const [text, name, src] = question;
    const entry = mine.querySelector("template").content.cloneNode(true);
    const link = entry.querySelector("a");
    entry.querySelector(".question").textContent = text;
    entry.querySelector("[data-remove]").setAttribute("aria-label", `${entry.querySelector("[data-remove]").textContent}: ${told(question)}`);
    if (/^[\w/-]+\.html$/.test(page(src))) [link.textContent, link.href] = [name, root + page(src)];
    else entry.querySelector(".my-from").remove();
    return entry;
  }

  function show() {
    const shown = mine.querySelector("ol");
    shown.replaceChildren(...list.map(item));
    shown.dataset.text = list.map((question, index) => `${index + 1}. ${told(question)}`).join("\n");
    mine.querySelector(".my-empty").hidden = list.length > 0;
    if (!kept) history.replaceState(null, "", location.href.split("#")[0] + packed());
  }

  function change(said = "") {
    save();
    show();
    mine.querySelector("[role=status]").textContent = said;
  }

  function open() {
    const before = list.length;
    for (const question of carried()) if (!has(question[0], question[2])) list.push(question);
    const alone = list.length > before && location.protocol === "file:";
    save();
    const note = mine.querySelector(".my-kept");
    if (!kept) note.textContent = mine.dataset.lost;
    else if (alone) note.append(` ${mine.dataset.alone}`);
    if (kept && location.hash.startsWith("#list=")) history.replaceState(null, "", location.href.split("#")[0]);
    mine.hidden = false;
    show();
  }

  function add(event) {
    event.preventDefault();
    const field = mine.querySelector("input");
    const text = field.value.trim();
    if (text && !has(text, "")) list.push([text, "", ""]);
    field.value = "";
    change();
    field.focus();
  }

  document.addEventListener("change", (event) => boxes.includes(event.target) && tick(event.target));
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (target.matches(".questions .question")) target.parentElement.querySelector("input").click();
    if (target.matches(".my-questions [data-print]")) print();
    if (target.matches("[data-clear]")) {
      list = [];
      change(mine.dataset.cleared);
    }
    if (target.matches("[data-remove]")) {
      list.splice([...mine.querySelector("ol").children].indexOf(target.closest("li")), 1);
      change();
      mine.querySelector("input").focus();
    }
  });

  load();
  if (mine) {
    mine.querySelector("form").addEventListener("submit", add);
    open();
  }
  if (asking) {
    ticks();
    addEventListener("pageshow", () => {
      load();
      ticks();
    });
  }
})();
