// Keys of the queue: x chooses the item that j and k have reached, h hides it, y lets it stand, o opens it.
const WRITES = "input:not([type=checkbox]), textarea, select";
const form = document.getElementById("queue");
const memory = () => document.querySelector("[data-shortcuts]")?.checked ?? true;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.target.closest(WRITES)) return;
  if (!form || !memory() || document.querySelector("dialog[open]")) return;
  const item = document.querySelector(".queue-item.here") ?? document.querySelector(".queue-item");
  if (!item) return;
  const pressed = {
    x: () => item.querySelector("[data-pick]"),
    o: () => item.querySelector(".row-title"),
  }[event.key]?.() ?? (/^[hy]$/.test(event.key) ? item.querySelector(`[data-do="${event.key}"]`) : null);
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
});

form?.querySelector("[data-pick-all]")?.addEventListener("change", (event) => {
  for (const box of form.querySelectorAll("[data-pick]")) box.checked = event.target.checked;
});

// `?` lists the keys of this page too.
const more = document.querySelector("[data-more-keys]");
if (more) document.querySelector("#shortcuts dl")?.append(more.content.cloneNode(true));
