/* Small helps for the reader; every page works without them. */

// The build knows no clock: whether a review is overdue is decided on the day of reading.
for (const note of document.querySelectorAll("[data-next-review]"))
  note.hidden = note.dataset.nextReview >= new Date().toISOString().slice(0, 10);
