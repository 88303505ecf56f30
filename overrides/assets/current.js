/* Says whether a paper still holds. The code comes from the field, or from the address that the square code on paper
   holds: #page=CODE, which a browser never sends to a server. All answers stand in the page already. */
(() => {
  const form = document.querySelector("form.current");
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const codes = [...document.querySelectorAll("[data-code]")];
  const details = form.querySelector(".current-answer");
  const plain = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

  function answer(code, slug) {
    const found = codes.find((one) => one.dataset.code === code);
    const near = found || codes.find((one) => slug && one.dataset.page === slug);
    const state = found ? found.dataset.state : "unknown";
    status.textContent = form.dataset[state];
    status.dataset.state = state;
    details.replaceChildren(...(near ? near.cloneNode(true).childNodes : []));
    if (!found && near) details.querySelector("code").remove();
  }

  function read() {
    const [[slug, code] = []] = new URLSearchParams(location.hash.slice(1));
    const given = plain(code || "");
    if (!given) return;
    field.value = given;
    answer(given, slug);
    form.scrollIntoView();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (plain(field.value)) answer(plain(field.value));
    else field.focus();
  });
  addEventListener("hashchange", read);

  form.hidden = false;
  read();
})();
