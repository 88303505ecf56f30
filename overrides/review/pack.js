// Keeps what a reviewer judges on their own device, and hands it over as a file. Nothing is sent anywhere.
(() => {
  const form = document.getElementById("review"), told = document.getElementById("told");
  const who = [...form.querySelectorAll(".who [name]")], items = [...form.querySelectorAll(".item")];
  const key = "review-" + form.dataset.pack, only = document.getElementById("only");
  const judged = (item) => item.querySelector("input:checked")?.value ?? "";
  const says = (item) => item.querySelector("textarea");
  const codes = (item) => Object.entries(JSON.parse(item.dataset.codes));
  const tell = (text, counts = {}) => {
    told.textContent = Object.entries(counts).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
  };

  const review = () => {
    const pages = {};
    for (const item of items) {
      const parts = (pages[item.dataset.file] ??= {});
      for (const [address, code] of codes(item)) {
        parts[address] = { judged: judged(item), code, says: says(item).value.trim() };
      }
    }
    const given = who.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]);
    return { ...Object.fromEntries(given), pages };
  };

  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify(review())); } catch { /* a private window keeps nothing */ }
  };

  const count = () => tell(form.dataset.left, { done: items.filter(judged).length, all: items.length });

  // What a file says, beside what is judged here already; what it leaves open takes nothing away.
  const take = (found) => {
    let taken = 0;
    for (const field of who) if (!field.value || field.name === "on") field.value = found[field.name] || field.value;
    for (const item of items) {
      const [[address, code]] = codes(item);
      const part = found.pages?.[item.dataset.file]?.[address];
      if (part?.code !== code || !(part.judged || part.says)) continue;
      for (const choice of item.querySelectorAll("input")) choice.checked = choice.value === part.judged;
      says(item).value = part.says ?? "";
      taken += 1;
    }
    const parts = Object.values(found.pages ?? {}).flatMap(Object.values).filter((part) => part.judged || part.says);
    return { taken, all: parts.length };
  };

  const missing = () =>
    who.find((field) => field.required && !field.value.trim()) ??
    items.filter((item) => ["wrong", "unsure"].includes(judged(item))).map(says).find((field) => !field.value.trim());

  const judge = (item, value) => {
    for (const choice of item.querySelectorAll("input")) choice.checked = choice.value === value;
  };

  form.addEventListener("input", () => { count(); keep(); });

  // A second press on what is chosen takes it back.
  let chosen = null;
  form.addEventListener("pointerdown", (event) => {
    const choice = event.target.closest(".judge label")?.querySelector("input");
    chosen = choice?.checked ? choice : null;
  });
  form.addEventListener("click", (event) => {
    if (event.target === chosen) { chosen.checked = false; chosen = null; count(); keep(); }
    if (event.target.matches(".all")) {
      for (const item of event.target.closest(".run").querySelectorAll(".item")) if (!judged(item)) judge(item, "right");
      count();
      keep();
    }
  });

  document.getElementById("next").addEventListener("click", () => {
    const next = items.find((item) => !judged(item) && item.checkVisibility());
    if (!next) { tell(form.dataset.all); return; }
    next.scrollIntoView();
    next.querySelector("input").focus({ preventScroll: true });
  });

  only?.addEventListener("change", () => {
    for (const item of items) item.hidden = only.checked && !("anew" in item.dataset);
    for (const run of form.querySelectorAll(".run")) run.hidden = !run.querySelector(".item:not([hidden])");
  });

  document.getElementById("save").addEventListener("click", () => {
    const gap = missing();
    if (gap || !items.some((item) => judged(item) || says(item).value.trim())) {
      tell(gap ? form.dataset.missing : form.dataset.none);
      gap?.focus();
      return;
    }
    const file = new Blob([JSON.stringify(review(), null, 1) + "\n"], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${form.dataset.name}-review.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(form.dataset.kept, { file: link.download });
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
    try {
      const { taken, all } = take(JSON.parse(await event.target.files[0].text()));
      tell(all ? form.dataset.over : form.dataset.other, { taken, all, other: all - taken });
      keep();
    } catch { tell(form.dataset.other); }
  });

  try { take(JSON.parse(localStorage.getItem(key) ?? "{}")); } catch { /* nothing was kept */ }
  const day = form.querySelector("[name=on]"), now = new Date();
  day.max = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  day.value ||= day.max;
  count();
})();
