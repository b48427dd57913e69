import { spoken } from "./swap.js";

// "Translate" below a text: what comes takes its place, and with it the style sheet hides the original, which one press
// brings back. A question's title changes with its text. Without scripts the link leads to a page.
const formerTitles = new WeakMap();

function dressTitle(box) {
  const title = box.querySelector("[data-title]"), head = document.querySelector("#main h1");
  if (!title || !head || box.closest(".reply, .answer, .comment")) return;
  formerTitles.set(box, [head, head.textContent, head.lang]);
  [head.textContent, head.lang] = [title.textContent, title.lang];
}

function bringOriginalBack(box) {
  const link = box.querySelector("template").content.firstElementChild.cloneNode(true);
  const [head, text, language] = formerTitles.get(box) ?? [];
  if (head) [head.textContent, head.lang] = [text, language];
  box.replaceWith(link);
  return link.querySelector("a");
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !window.htmx) return;
  const link = event.target.closest("a[data-translate]"), back = event.target.closest(".translated a[data-original]");
  if (link) htmx.ajax("GET", link.href, { source: link, target: link.closest(".translate"), swap: "outerHTML" });
  else if (back) bringOriginalBack(back.closest(".translated")).focus({ preventScroll: true });
  if (link || back) event.preventDefault();
});

// It came, is still being made, or cannot be had: said aloud, and whoever pressed goes on from there.
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (!target.matches?.(".translate")) return;
  dressTitle(target);
  spoken.textContent = target.querySelector("[data-say]")?.textContent ?? "";
  if (document.activeElement === document.body) (target.querySelector("a") ?? target).focus({ preventScroll: true });
});

// Asking whether it is there failed: the link is back.
for (const lost of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(lost, ({ target }) => { if (target.matches?.(".translate[hx-get]")) bringOriginalBack(target); });
}
