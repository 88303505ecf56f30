/* The control "Keep the guide on this device": only on the web, and nothing is kept before the reader asks.
   keep-worker.js does the keeping. */
(() => {
  const control = document.querySelector("[data-keep]");
  if (!control || !("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;

  const root = new URL(control.dataset.keep, location.href).href;
  const says = control.querySelector("[role=status]");
  const [keep, remove] = control.querySelectorAll("button");

  async function registered() {
    const found = await navigator.serviceWorker.getRegistration(root);
    return found && found.scope === root ? found : null;
  }

  function settled(worker) {
    return new Promise((done, failed) => {
      const look = () => {
        if (worker.state === "activated") done();
        if (worker.state === "redundant") failed(new Error("not everything could be kept"));
      };
      worker.addEventListener("statechange", look);
      look();
    });
  }

  // As a browser opens a page, which follows no redirection that is kept in a copy.
  async function opens(page) {
    const answer = await fetch(`${page}?from-the-copy`, { redirect: "manual" });
    if (!answer.ok || !answer.headers.has("from-the-copy")) throw new Error("the copy does not open");
  }

  async function forget() {
    const registration = await registered();
    if (registration) await registration.unregister();
    await caches.delete(`guide ${root}`);
  }

  async function keepAll() {
    try {
      const options = { scope: root, updateViaCache: "none" };
      const registration = await navigator.serviceWorker.register(`${root}keep-worker.js`, options);
      await settled(registration.installing || registration.waiting || registration.active);
      await Promise.all([root, location.pathname].map(opens));
    } catch (problem) {
      await forget();
      throw problem;
    }
  }

  async function show() {
    const kept = Boolean(await registered()) && (await opens(root).then(() => true, () => false));
    keep.hidden = kept;
    remove.hidden = !kept;
  }

  async function act(work, done) {
    says.textContent = says.dataset.working;
    try {
      await work();
      says.textContent = says.dataset[done];
    } catch {
      says.textContent = says.dataset.failed;
    }
    await show();
  }

  keep.addEventListener("click", () => act(keepAll, "kept"));
  remove.addEventListener("click", () => act(forget, "removed"));
  show().then(() => (control.hidden = false));
})();
