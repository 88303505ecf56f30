/* Copying: the address of the page with what the reader chose in it, or the text of a list on the page. */
(() => {
  const web = location.protocol.startsWith("http");
  const canonical = document.querySelector("link[rel=canonical]");

  // Without what a search, a screen in a waiting room or an advertisement put behind the name.
  const address = () => (web ? location.href.split(/[?#]/)[0] + location.hash : canonical.href.split("#")[0] + location.hash);

  // Old browsers, and pages that are not served safely, have no clipboard of their own.
  function copiedByHand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedByHand(text);
    }
  }

  for (const button of document.querySelectorAll("[data-copy-link]")) {
    button.hidden = !web && !canonical;
    if (!button.hidden && button.closest(".share")) button.closest(".share").hidden = false;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-link], [data-copy]");
    if (!button) return;
    const text = button.dataset.copy ? document.querySelector(button.dataset.copy).dataset.text : address();
    const status = button.parentElement.querySelector("[role=status]");
    const said = (await copied(text)) ? status.dataset.done : status.dataset.failed;
    button.focus();
    status.textContent = said;
  });
})();
