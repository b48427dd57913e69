import { reloadWhenBack } from "./connection.js";
import { memory } from "./send.js";
import { toast } from "./toasts.js";

// The worker keeps visited questions readable without a connection; see ui/worker/offline.js.
const KEPT_HERE = ["pages-1", "pictures-1", "shared-1"];
const registered = document.querySelector("script[data-worker]");

if (registered && navigator.serviceWorker) {
  navigator.serviceWorker.register(registered.dataset.worker, { updateViaCache: "none" }).then((registration) => {
    // A newer worker takes over where nobody is in the middle of something: on a fresh page, or when the page is left.
    const take = () => registration.waiting?.postMessage("take over");
    take();
    document.addEventListener("visibilitychange", () => document.hidden && take());
  }).catch(() => { /* Without it everything works as before. */ });
}

// What stays on a device of many must be nobody's: kept pages, and texts that the server did not get.
document.addEventListener("submit", (event) => {
  const action = event.submitter?.getAttribute("formaction") ?? event.target.getAttribute("action");
  if (action !== registered?.dataset.signOut) return;
  for (const name of KEPT_HERE) globalThis.caches?.delete(name);
  navigator.serviceWorker?.getRegistration().then((one) => one?.pushManager?.getSubscription()).then((one) => one?.unsubscribe());
  if (!navigator.onLine) return;
  try {
    for (const key of Object.keys(localStorage)) if (/^(draft|sent):/.test(key)) memory.drop(key);
  } catch { /* Storage is switched off, so nothing is in it. */ }
});

// A page from this device says so, and when it was.
const keptAt = document.body.dataset.kept;
if (keptAt) {
  const box = document.createElement("div");
  const at = new Date(keptAt).toLocaleString(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "medium", timeStyle: "short" });
  box.className = "notice warn";
  box.setAttribute("role", "status");
  box.textContent = document.getElementById("toasts").dataset.kept.replace("{}", at);
  const room = Object.assign(document.createElement("div"), { className: "notices" });
  room.append(box);
  document.getElementById("main").prepend(room);
  reloadWhenBack();
}

// Pictures that another app shared wait in a cache until the form is open.
const sharedInto = new URLSearchParams(location.search).has("shared") && document.querySelector("md-editor[data-upload]");
if (sharedInto && globalThis.caches) customElements.whenDefined("md-editor").then(async () => {
  const shared = await caches.open("shared-1");
  const files = await Promise.all((await shared.keys()).map(async (request) => {
    const blob = await (await shared.match(request)).blob();
    return new File([blob], decodeURIComponent(request.url.split("/").pop()), { type: blob.type });
  }));
  await caches.delete("shared-1");
  sharedInto.area.setSelectionRange(sharedInto.area.value.length, sharedInto.area.value.length);
  if (files.length) await sharedInto.upload(files);
}).catch(() => toast(document.getElementById("toasts").dataset.lost, "bad"));
