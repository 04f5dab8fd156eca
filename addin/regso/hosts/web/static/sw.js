// Keeps this version's files, so that the next start is fast and works without a network.
const FILES = $files;
const CACHE = "regso-$app";
const KEPT = /\/[a-z]+-[0-9a-f]{12}\//; // folders that never change
const PAGES = ["panel.html", "prova.html"];

addEventListener("install", (event) => event.waitUntil(filled()));
addEventListener("activate", (event) => event.waitUntil(cleared()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  event.respondWith(KEPT.test(url.pathname) ? kept(event.request) : anew(event.request));
});

async function filled() {
  const cache = await caches.open(CACHE);
  for (const file of FILES) {
    const before = await caches.match(new URL(file, registration.scope).href);
    if (before) await cache.put(file, before);
    else await cache.add(file);
  }
  await cache.addAll(PAGES.map((page) => new Request(page, { cache: "reload" })));
}

// Runs when no page of an older version is open any more.
async function cleared() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("regso-") && name !== CACHE).map((name) => caches.delete(name)));
  await clients.claim();
}

async function kept(request) {
  const found = await caches.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request.url, answer.clone());
  return answer;
}

async function anew(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const found = await caches.match(request.url, { ignoreSearch: true });
    if (found) return found;
    throw fault;
  }
}
