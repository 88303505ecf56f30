/* Small helps for the reader; every page works without them. */

// The build knows no clock: whether a review is overdue is decided on the day of reading.
for (const note of document.querySelectorAll("[data-next-review]"))
  note.hidden = note.dataset.nextReview >= new Date().toISOString().slice(0, 10);

// A list that lies over the page makes way for the part that was chosen from it.
document.addEventListener("click", (event) => event.target.closest(".md-sidebar a")?.closest(":popover-open")?.hidePopover());

// A key without Ctrl or Alt types text, as it does everywhere else; the theme would turn the page at "n" and "p".
document.addEventListener("keydown", (event) => {
  if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
});
