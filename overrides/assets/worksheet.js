/* Ticks on a worksheet stay in this tab, through a reload and the way back, and go when it is closed. */
(() => {
  const sheet = document.querySelector(".worksheet");
  const key = `ticks:${pageOf(location.pathname)}`;
  const ticked = () => [...sheet.querySelectorAll("input:checked")].map((input) => [input.name, input.value]);

  try {
    for (const [name, value] of JSON.parse(sessionStorage.getItem(key)) || [])
      sheet.querySelector(`[name="${name}"][value="${value}"]`).checked = true;
    sheet.addEventListener("change", () => sessionStorage.setItem(key, JSON.stringify(ticked())));
  } catch {
    // A browser that keeps nothing: the ticks last until the page is left.
  }
})();
