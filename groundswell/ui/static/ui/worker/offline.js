// Pages come from the network, always. What was read is kept for when there is none: the last fifty questions of this
// reader, and nothing of them once they have signed out.
const { version, offline, shell, signOut, share, ask, longest } = self.HOUSE;
const SHELL = `shell-${version}`;
const PAGES = "pages-1", FILES = "files-1", PICTURES = "pictures-1", SHARED = "shared-1";
const MOST = { [PAGES]: 50, [FILES]: 200, [PICTURES]: 150 };
const READER = "/-/reader";
const ONE_QUESTION = /^\/question\/\d+\/(?!card\.png|me-too|request|details)[^/]*\/?$/;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 6000;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(take()));
self.addEventListener("message", (event) => { if (event.data === "take over") self.skipWaiting(); });
self.addEventListener("fetch", (event) => {
  const at = new URL(event.request.url);
  if (at.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(visit(event, at));
  else if (event.request.method === "GET" && isFile(at.pathname)) event.respondWith(file(event, at));
});

async function fill() {
  const house = await caches.open(SHELL);
  await house.addAll(shell.map((path) => new Request(path, { cache: "reload" })));
}

// A version takes over when no page is in the middle of something (see ui/js/installed.js); pages of the version before
// find their files in FILES, which no version empties.
async function take() {
  const stay = new Set([SHELL, PAGES, FILES, PICTURES, SHARED]);
  for (const name of await caches.keys()) if (!stay.has(name)) await caches.delete(name);
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  // The page that brought the worker was read before it was there.
  for (const client of await self.clients.matchAll({ type: "window" })) await fetchToKeep(new URL(client.url)).catch(() => {});
}

async function fetchToKeep(at) {
  if (!ONE_QUESTION.test(at.pathname) || at.search) return;
  const answer = await fetch(at.pathname);
  const text = await answer.clone().text();
  await keep(at, answer);
  const files = await caches.open(FILES);
  for (const [, path] of text.matchAll(/<(?:link rel="stylesheet" href|script[^>]* src)="(\/static\/[^"]+)"/g)) {
    if (!await caches.match(path)) await files.add(path);
  }
}

async function visit(event, at) {
  const { request } = event;
  if (request.method === "POST" && at.pathname === share) return receive(request);
  if (request.method === "POST" && at.pathname === signOut) await forget();
  const copy = request.method === "GET" ? await kept(at) : undefined;
  try {
    const network = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(request));
    const answer = await (copy ? Promise.race([network, tooLate()]) : network);
    if (request.method === "GET") event.waitUntil(keep(at, answer.clone()));
    return answer;
  } catch {
    return copy ? marked(copy) : new Response((await caches.match(offline)).body, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

const tooLate = () => new Promise((_, reject) => { setTimeout(reject, PATIENCE); });
const kept = (at) => caches.open(PAGES).then((pages) => pages.match(at.pathname, { ignoreVary: true }));

// The page says itself that it is a kept one (ui/js/installed.js).
async function marked(copy) {
  const text = await copy.text();
  return new Response(text.replace("<body>", `<body data-kept="${copy.headers.get("Kept-At")}">`), { headers: copy.headers });
}

async function keep(at, answer) {
  if (answer.type !== "basic") return;
  const pages = await caches.open(PAGES);
  if ([404, 410].includes(answer.status)) await pages.delete(at.pathname, { ignoreVary: true });
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("text/html")) return;
  const reader = answer.headers.get("Groundswell-Reader");
  if (reader) await knowReader(reader);
  await speakAs(answer.headers.get("Content-Language"));
  if (!ONE_QUESTION.test(at.pathname) || at.search || answer.redirected) return;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("Kept-At", new Date().toISOString());
  await put(PAGES, at.pathname, new Response(answer.body, { headers }));
}

// Whoever reads now is not who read before: their session ended elsewhere, or somebody else has signed in.
async function knowReader(reader) {
  const before = await (await (await caches.open(PAGES)).match(READER))?.text();
  if (before && before !== "none" && before !== reader) await forget();
  if (before !== reader) await (await caches.open(PAGES)).put(READER, new Response(reader));
}

async function speakAs(language) {
  const page = await caches.match(offline, { ignoreVary: true });
  if (!language || !page || page.headers.get("Content-Language") === language) return;
  const anew = await fetch(offline, { cache: "reload" });
  if (anew.ok) await (await caches.open(SHELL)).put(offline, anew);
}

async function forget() {
  for (const name of [PAGES, PICTURES, SHARED]) await caches.delete(name);
}

function isFile(path) {
  return path.startsWith("/static/") || path.startsWith("/media/") || path.startsWith("/icons/") || path === "/brand.css";
}

async function file(event, at) {
  const picture = at.pathname.startsWith("/media/");
  const found = await caches.match(event.request, { ignoreVary: true });
  if (found && (picture || HASHED.test(at.pathname))) return found;
  try {
    const answer = await fetch(event.request);
    if (answer.ok && answer.status === 200) event.waitUntil(put(picture ? PICTURES : FILES, event.request, answer.clone()));
    return answer;
  } catch (problem) {
    if (found) return found;
    throw problem;
  }
}

// The newest last; what is beyond the most goes from the front.
async function put(name, key, answer) {
  const cache = await caches.open(name);
  await cache.delete(key, { ignoreVary: true });
  await cache.put(key, answer);
  const keys = (await cache.keys()).filter((request) => new URL(request.url).pathname !== READER);
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST[name]))) await cache.delete(old, { ignoreVary: true });
}

// What another app shares: words go into the address of the form, pictures wait until it is open.
async function receive(request) {
  const given = await request.formData();
  const words = (name) => String(given.get(name) ?? "").trim();
  const query = new URLSearchParams();
  if (words("title")) query.set("title", words("title").slice(0, 200));
  const body = [words("text"), words("url")].filter((part, at, all) => part && all.indexOf(part) === at).join("\n\n");
  if (body) query.set("body", body.slice(0, longest));
  const pictures = given.getAll("picture").filter((one) => one instanceof File && one.size);
  const shared = await caches.open(SHARED);
  for (const [at, picture] of pictures.entries()) {
    await shared.put(`/-/shared/${at}/${encodeURIComponent(picture.name || "picture")}`, new Response(picture));
  }
  if (pictures.length) query.set("shared", String(pictures.length));
  return Response.redirect(`${ask}?${query}`, 303);
}
