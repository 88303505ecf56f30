/* Listens to the form "Text and display". Keeps a choice on the device only when the reader makes one; the reset
   button deletes it. Where a browser refuses to keep anything, the choice holds for the page and the form says so. */
{
  const KEY = "guide.display";
  const root = document.documentElement;
  const form = document.querySelector("#display form");

  const show = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };

  const keep = (chosen) => {
    const note = form.querySelector("[data-not-kept]");
    try {
      if (Object.keys(chosen).length) localStorage.setItem(KEY, JSON.stringify(chosen));
      else localStorage.removeItem(KEY);
      note.textContent = "";
    } catch {
      note.textContent = note.dataset.notKept;
    }
  };

  const apply = () => {
    const values = [...new FormData(form)];
    for (const [name, value] of values) show(name, value);
    keep(Object.fromEntries(values.filter(([, value]) => value)));
    document.dispatchEvent(new Event("display"));
  };

  if (form) {
    for (const radio of form.querySelectorAll("input")) radio.checked = radio.value === (root.dataset[radio.name] || "");
    form.addEventListener("change", apply);
    form.addEventListener("reset", () => setTimeout(apply));
  }
}
