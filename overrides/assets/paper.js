/* The hand-outs of a page in the edition that the reader chose; the choice is kept on this device alone. */
(() => {
  const control = document.querySelector("[data-paper-control]");
  if (!control) return;
  const KEY = "guide-edition";
  const choice = control.querySelector("select");

  function show() {
    for (const copy of control.querySelectorAll("[data-edition]")) copy.hidden = copy.dataset.edition !== choice.value;
  }

  try {
    const kept = localStorage.getItem(KEY);
    if ([...choice.options].some((option) => option.value === kept)) choice.value = kept;
  } catch {} // a browser may keep nothing for files
  choice.closest("[hidden]").hidden = false;
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, choice.value);
    } catch {}
    show();
  });
  show();
})();
