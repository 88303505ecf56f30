/* Says whether a paper still holds. The code comes from the field, or from the address that the square code on paper
   holds: #page=CODE, which a browser never sends to a server. All answers stand in the page already. For a ward's shelf
   it shows only what changed since a day: #since=2026-11-22. */
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

  const stock = document.querySelector("form.stock");
  const old = codes.filter((one) => one.dataset.state === "changed");

  // A text that changed after the last release has no day yet: it always counts.
  function since(day) {
    for (const one of old) one.hidden = one.dataset.until !== "" && one.dataset.until < day;
    const count = old.filter((one) => !one.hidden).length;
    stock.querySelector("input").value = day;
    const says = stock.querySelector("[role=status]");
    says.textContent = (count ? stock.dataset.some : stock.dataset.none).replace("{count}", count);
    says.dataset.state = count ? "changed" : "current";
    stock.scrollIntoView();
  }

  function read() {
    const [[slug, code] = []] = new URLSearchParams(location.hash.slice(1));
    if (slug === "since") return since(code);
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
  stock.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = `since=${stock.querySelector("input").value}`;
  });
  addEventListener("hashchange", read);

  form.hidden = stock.hidden = false;
  read();
})();
