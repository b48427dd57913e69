import { memory, send } from "./send.js";

// A device that is told of news (ui/worker/push.js): open pages look at once, and browsers change where they take news
// without a word, so each visit says it again. Nothing here asks anybody for anything.
const DEVICES = "/notifications/devices/?still";
const ours = document.getElementById("act");

navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data === "news") document.body.dispatchEvent(new CustomEvent("wake"));
});

async function still() {
  if (!ours || globalThis.Notification?.permission !== "granted" || sessionStorage.getItem("told")) return;
  sessionStorage.setItem("told", "1");
  const subscription = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
  if (!subscription) return;
  const answer = await send(DEVICES, JSON.stringify({ ...subscription.toJSON(), was: memory.get("told") }), ours);
  if (answer.status === 204) memory.set("told", subscription.endpoint);
  // Its member switched it off elsewhere, or somebody else is signed in here now.
  if (answer.status === 404) await subscription.unsubscribe();
}

still().catch(() => { /* The next visit tries again. */ });
