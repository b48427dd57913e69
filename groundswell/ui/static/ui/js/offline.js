// The page for when there is no connection: says what is kept on this device, and comes back by itself.
import { reloadWhenBack } from "./connection.js";

const list = document.querySelector("[data-kept-list]");
// English here is that of the rest of the page: the day before the month, and 24 hours.
const spoken = document.documentElement.lang.replace(/^en$/, "en-GB");
const when = (text) => new Date(text).toLocaleString(spoken, { dateStyle: "medium", timeStyle: "short" });

function line(path, title, at) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: path, textContent: title });
  const time = Object.assign(document.createElement("time"), { dateTime: at, textContent: when(at) });
  item.append(link, time);
  return item;
}

async function show() {
  const pages = globalThis.caches && await caches.open("pages-1");
  const keys = pages ? (await pages.keys()).filter((request) => new URL(request.url).pathname.startsWith("/question/")) : [];
  const lines = await Promise.all(keys.reverse().map(async (request) => {
    const answer = await pages.match(request, { ignoreVary: true });
    const [, title] = /<title>([^]*?)<\/title>/.exec(await answer.text()) ?? [];
    const plain = new DOMParser().parseFromString(title ?? "", "text/html").body.textContent;
    return line(new URL(request.url).pathname, plain.split(" · ").slice(0, -1).join(" · ") || plain, answer.headers.get("Kept-At"));
  }));
  list.replaceChildren(...lines);
  for (const one of document.querySelectorAll("[data-if-kept]")) one.hidden = !lines.length;
  for (const one of document.querySelectorAll("[data-if-none]")) one.hidden = Boolean(lines.length);
}

function connection() {
  for (const one of document.querySelectorAll("[data-if-online]")) one.hidden = !navigator.onLine || !here;
  for (const one of document.querySelectorAll("[data-if-offline]")) one.hidden = navigator.onLine && here;
}

const here = location.pathname === list.dataset.at;
document.querySelector("[data-forget]").addEventListener("click", async () => {
  for (const name of ["pages-1", "pictures-1", "shared-1"]) await caches.delete(name);
  show();
});
document.querySelector("[data-retry]").addEventListener("click", () => location.reload());
addEventListener("online", connection);
if (!here) reloadWhenBack();
addEventListener("offline", connection);
connection();
show();
