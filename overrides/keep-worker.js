/* Serves the guide to a reader who asked to keep it: from the network, asked anew each time, and from the kept copy
   only when the network fails or is too slow. Stands at the top of the site, because it may serve only what is below. */
const SCOPE = self.registration.scope;
const CACHE = `guide ${SCOPE}`;
const LIST = new URL("checksums.txt", SCOPE).href;
const NOT_KEPT = /\.pdf$/; // papers to print weigh more than all pages together
const PATIENCE = 4000; // milliseconds that a reader waits for the network

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(SCOPE)) event.respondWith(answer(event));
});

async function answer(event) {
  const kept = await copyOf(event.request.url);
  if (new URL(event.request.url).searchParams.has("from-the-copy")) return kept || restored(event.request.url);
  const fresh = fromNetwork(event);
  if (!kept) return fresh;
  return Promise.race([fresh, pause(PATIENCE).then(() => kept)]).catch(() => kept);
}

async function fromNetwork(event) {
  const response = await fetch(event.request.url, { cache: "no-cache" });
  if (response.redirected) return Response.redirect(response.url);
  if (event.request.mode === "navigate" && response.ok) event.waitUntil(renew().catch(() => {})); // the next visit tries again
  return response;
}

// A browser that is short of room may throw the copy away, and the reader's wish still stands.
async function restored(address) {
  await renew();
  return (await copyOf(address)) || Response.error();
}

// One file is one entry, whatever stands behind its name, and whatever a host leaves out of its name or adds.
async function copyOf(address) {
  const cache = await caches.open(CACHE);
  const name = address.replace(/[?#].*/, "");
  const kept = await cache.match(name.endsWith("/") ? `${name}index.html` : name);
  return kept || cache.match(`${name.replace(/\/$/, "")}.html`);
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/* Brings the copy up to date: what the list of checksums shows as new or changed, all of it or nothing. The list is
   kept last, so that a renewal that was cut off starts again. */
async function renew() {
  const cache = await caches.open(CACHE);
  const before = listed((await (await cache.match(LIST))?.text()) || "");
  const text = await (await loaded(LIST)).text();
  const now = listed(text);
  const changed = [...now].filter(([name, sum]) => before.get(name) !== sum);
  const responses = await Promise.all(changed.map(([name, sum]) => verified(name, sum)));
  await Promise.all(changed.map(([name], place) => cache.put(new URL(name, SCOPE), responses[place])));
  const gone = [...before.keys()].filter((name) => !now.has(name));
  await Promise.all(gone.map((name) => cache.delete(new URL(name, SCOPE))));
  await cache.put(LIST, new Response(text));
}

function listed(text) {
  const lines = [...text.matchAll(/^(\w+) {2}(.+)$/gm)];
  return new Map(lines.map(([, sum, name]) => [name, sum]).filter(([name]) => !NOT_KEPT.test(name)));
}

async function loaded(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

// While a new version is being published, files and list may not fit each other.
async function verified(name, sum) {
  const response = await loaded(new URL(name, SCOPE));
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const found = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sum) throw new Error(`${name} is not the file of the list`);
  const headers = { "Content-Type": response.headers.get("Content-Type"), "From-The-Copy": "yes" };
  return new Response(response.body, { headers }); // one that a host redirected would open no page
}
