/* A screen in a waiting room, used by one reader after the other: large text, no way out of the guide, and back to the
   start when nobody reads. It is on where the address has `?room`; `?room=300` sets the seconds until it goes back. */
(() => {
  const bar = document.getElementById("room");
  const asked = new URLSearchParams(location.search).get("room");
  if (!bar || asked === null) return;

  const LAST_CALL = 20;
  const seconds = Number(asked) || Number(bar.dataset.idle);
  const says = bar.querySelector("[role=status]");
  const home = staying(new URL(bar.querySelector("a").getAttribute("href"), location.href));
  const folder = new URL(".", home).pathname;

  function staying(address) {
    address.searchParams.set("room", asked);
    return address;
  }

  const isInside = (to) =>
    to.protocol === home.protocol && to.host === home.host && to.pathname.startsWith(folder) && /(\/|\.html)$/.test(to.pathname);

  const isHere = (to) => to.hash && pageOf(to.pathname) === pageOf(location.pathname);

  // What one reader chose or kept is not the next one's business.
  function forget() {
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store)) if (/^guide\.|__palette$/.test(key)) store.removeItem(key);
    }
  }

  function startAgain() {
    try {
      forget();
    } catch {
      // nothing is kept here
    }
    location.replace(home.href);
  }

  // On the window, so that scripts that show something in place of following a link come first.
  window.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    const to = new URL(link.getAttribute("href"), location.href);
    if (isHere(to)) return;
    event.preventDefault();
    if (bar.contains(link)) startAgain();
    else if (isInside(to)) location.assign(staying(to).href);
    else says.textContent = says.dataset.leave;
  });

  for (const way of ["auxclick", "contextmenu", "dragstart"]) window.addEventListener(way, (event) => event.preventDefault());

  let lastCall, end;
  function wait() {
    clearTimeout(lastCall);
    clearTimeout(end);
    lastCall = setTimeout(() => (says.textContent = says.dataset.stay), Math.max(seconds - LAST_CALL, seconds / 2) * 1000);
    end = setTimeout(startAgain, seconds * 1000);
  }

  function touched() {
    if (says.textContent === says.dataset.stay) says.textContent = "";
    wait();
  }

  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"]) {
    window.addEventListener(sign, touched, { passive: true, capture: true });
  }

  document.documentElement.classList.add("room");
  document.documentElement.dataset.text = "larger";
  bar.hidden = false;
  if (pageOf(location.pathname) !== pageOf(home.pathname)) wait(); // at the start nobody needs to be sent there
})();
