// Keeps what a reviewer judges on their own device, and hands it over as a file. Nothing is sent anywhere.
(() => {
  const form = document.getElementById("review"), told = document.getElementById("told");
  const who = [...form.querySelectorAll(".who [name]")], items = [...form.querySelectorAll(".item")];
  const key = "review-" + form.dataset.pack;
  const judged = (item) => item.querySelector("input:checked")?.value ?? "";
  const says = (item) => item.querySelector("textarea");

  const review = () => {
    const pages = {};
    for (const item of items) {
      const parts = (pages[item.dataset.file] ??= {});
      for (const [address, code] of Object.entries(JSON.parse(item.dataset.codes))) {
        parts[address] = { judged: judged(item), code, says: says(item).value.trim() };
      }
    }
    const given = who.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]);
    return { ...Object.fromEntries(given), pages };
  };

  const show = (found) => {
    for (const field of who) field.value = found[field.name] ?? field.value;
    for (const item of items) {
      const [[address, code]] = Object.entries(JSON.parse(item.dataset.codes));
      const part = found.pages?.[item.dataset.file]?.[address];
      if (part?.code !== code) continue;
      for (const choice of item.querySelectorAll("input")) choice.checked = choice.value === part.judged;
      says(item).value = part.says ?? "";
    }
    count();
  };

  const count = () => {
    const done = items.filter(judged).length;
    told.textContent = form.dataset.left.replace("{done}", done).replace("{all}", items.length);
  };

  const missing = () =>
    who.find((field) => field.required && !field.value.trim()) ??
    items.filter((item) => ["wrong", "unsure"].includes(judged(item))).map(says).find((field) => !field.value.trim());

  form.addEventListener("input", () => {
    count();
    try { localStorage.setItem(key, JSON.stringify(review())); } catch { /* a private window keeps nothing */ }
  });

  document.getElementById("save").addEventListener("click", () => {
    const gap = missing();
    if (gap) {
      told.textContent = form.dataset.missing;
      gap.focus();
      return;
    }
    const file = new Blob([JSON.stringify(review(), null, 1) + "\n"], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${form.dataset.name}-review.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    told.textContent = form.dataset.kept.replace("{file}", link.download);
  });

  document.getElementById("print").addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => form.querySelectorAll("details").forEach((fold) => { fold.open = true; }));

  document.getElementById("clear").addEventListener("click", () => {
    if (!window.confirm(form.dataset.sure)) return;
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
    form.reset();
    count();
  });

  document.getElementById("open").addEventListener("change", async (event) => {
    try { show(JSON.parse(await event.target.files[0].text())); } catch { told.textContent = form.dataset.other; }
  });

  count();
  try { show(JSON.parse(localStorage.getItem(key) ?? "{}")); } catch { /* nothing was kept */ }
})();
