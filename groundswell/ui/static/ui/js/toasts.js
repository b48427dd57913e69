const toasts = document.getElementById("toasts");

export function toast(text, tone = "info") {
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  toasts.append(box);
}

function furnish(box) {
  if (box.querySelector(".toast-close")) return;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet only-icon small toast-close";
  close.setAttribute("aria-label", toasts.dataset.close);
  close.innerHTML = '<svg class="icon" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-x"/></svg>';
  close.addEventListener("click", () => box.remove());
  box.append(close);
  if (box.classList.contains("bad")) return;
  let timer;
  const leave = () => { timer = setTimeout(() => box.remove(), 7000); };
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusin", () => clearTimeout(timer));
  leave();
}

if (toasts) {
  new MutationObserver((changes) => {
    for (const change of changes) for (const box of change.addedNodes) if (box.classList?.contains("toast")) furnish(box);
  }).observe(toasts, { childList: true });

  // What the last request had to say comes as notices in the page; here it floats instead.
  for (const list of document.querySelectorAll("[data-toasts]")) {
    for (const notice of [...list.children]) {
      notice.className = notice.className.replace("notice", "toast");
      toasts.append(notice);
    }
    list.remove();
  }

  // A server says HX-Trigger: {"toast": {"text": "...", "tone": "good"}}.
  document.addEventListener("toast", (event) => toast(event.detail.text ?? event.detail.value, event.detail.tone));

  // A refusal is a toast, whatever the request wanted to swap.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.serverResponse?.trimStart().startsWith('<div class="toast')) return;
    event.detail.target = toasts;
    event.detail.swapOverride = "beforeend";
    event.detail.shouldSwap = true;
  });
  // What nobody asked for (the bell, what loads by itself) fails in silence.
  const asked = (event) => !event.target.matches?.('[hx-trigger^="wake"], [hx-trigger^="load"], [hx-trigger^="revealed"], [hx-trigger^="intersect"]');
  document.addEventListener("htmx:responseError", (event) => {
    if (asked(event) && ![403, 429].includes(event.detail.xhr.status)) toast(toasts.dataset.lost, "bad");
  });
  document.addEventListener("htmx:sendError", (event) => asked(event) && toast(toasts.dataset.offline, "bad"));
}
