/* Small helps for the reader; every page works without them. */

// A host may leave out ".html" and "index.html": what is the same for one page, whatever its address.
const pageOf = (path) => path.replace(/\.html$/, "").replace(/\/index$/, "/");

// The build knows no clock: whether a review is overdue is decided on the day of reading.
for (const note of document.querySelectorAll("[data-next-review]"))
  note.hidden = note.dataset.nextReview >= new Date().toISOString().slice(0, 10);

// Facts of the part of the body that the reader named; those of other parts make way, and what is left empty says so.
for (const choice of document.querySelectorAll("[data-regions]")) {
  choice.hidden = false;
  choice.addEventListener("click", ({ target }) => {
    const chosen = target.closest("button");
    if (!chosen) return;
    for (const button of choice.querySelectorAll("button")) button.ariaPressed = String(button === chosen);
    const all = (selector) => choice.nextElementSibling.querySelectorAll(selector);
    for (const fact of all("[data-where]")) fact.hidden = Boolean(chosen.value) && fact.dataset.where !== chosen.value;
    for (const note of all("[data-none]"))
      note.hidden = [...note.parentElement.children].some((fact) => fact.dataset.where && !fact.hidden);
  });
}

// A list that lies over the page makes way for the part that was chosen from it.
document.addEventListener("click", (event) => event.target.closest(".md-sidebar a")?.closest(":popover-open")?.hidePopover());

// A way that is open makes way when a reader goes on elsewhere, or presses Escape.
const shut = (open) => {
  if (open.contains(document.activeElement)) open.querySelector("summary").focus();
  open.open = false;
};
const openWays = () => [...document.querySelectorAll(".pages details[open]")];
document.addEventListener("click", ({ target }) => openWays().filter((way) => !way.contains(target)).forEach((way) => (way.open = false)));
document.addEventListener("keydown", ({ key }) => key === "Escape" && openWays().forEach(shut));

// A key without Ctrl or Alt types text, as it does everywhere else; the theme would turn the page at "n" and "p".
document.addEventListener("keydown", (event) => {
  if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
});
