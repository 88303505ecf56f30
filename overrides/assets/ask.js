/* Hands a question from the middle of the page on to the search box in the header. */
for (const form of document.querySelectorAll(".ask")) {
  const field = form.querySelector("input");

  const ask = (question) => {
    const toggle = document.getElementById("__search");
    const box = document.querySelector(".md-search__input");
    if (!question.trim()) return field.focus();
    if (!toggle.checked) toggle.click();
    box.value = question;
    box.focus();
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(field.value);
  });
  form.addEventListener("click", ({ target }) => target.closest("[value]:not(input)") && ask((field.value = target.closest("[value]").value)));
}
