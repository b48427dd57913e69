import { memory } from "./send.js";

const WRITES = "input:not([type=radio], [type=checkbox], [type=button]), textarea, select, [contenteditable]";

// Single keys can be switched off in their dialog, because speech input and slips of the hand set them off (WCAG 2.1.4).
const shortcutsSwitch = document.querySelector("[data-shortcuts]");
if (shortcutsSwitch) {
  shortcutsSwitch.checked = memory.get("shortcuts") !== "off";
  shortcutsSwitch.addEventListener("change", () => memory.set("shortcuts", shortcutsSwitch.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.target.closest(WRITES)) return;
  if (document.querySelector("dialog[open]") || !(shortcutsSwitch?.checked ?? true)) return;
  if (press(event.key)) event.preventDefault();
});

function press(key) {
  if (key === "?") return document.getElementById("shortcuts")?.showModal() ?? true;
  if (key === "/") return focusSearch();
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "u") return here()?.querySelector("[id^=up-]")?.click() ?? true;
  if (!/^[a-z]$/.test(key)) return false;
  const wanted = document.querySelector(`[data-key="${key}"]`);
  if (!wanted) return false;
  if (wanted.matches(WRITES)) wanted.focus();
  else wanted.click();
  return true;
}

function focusSearch() {
  const field = [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent);
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}

function here() {
  return document.querySelector(".here") ?? document.querySelector("[data-item]");
}

function move(step) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (!items.length) return false;
  const now = items.findIndex((item) => item.classList.contains("here"));
  const next = items[Math.min(Math.max(now + step, 0), items.length - 1)];
  items[now]?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector(".row-title a") ?? next).focus({ preventScroll: next.matches(".post") });
  return true;
}
