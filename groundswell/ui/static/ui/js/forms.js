document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("change", (event) => event.target.closest("[data-send-on-change]")?.requestSubmit());

document.addEventListener("click", (event) => {
  const dismiss = event.target.closest("[data-dismiss]");
  if (!dismiss) return;
  event.preventDefault();
  const box = dismiss.closest(dismiss.dataset.dismiss);
  const opener = box?.closest(".post")?.querySelector("[data-comment]");
  box?.remove();
  opener?.focus();
});

// Sending twice by a double click helps nobody; the page that follows, or the way back, frees the button.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button || event.target.method !== "post" || event.target.matches("[hx-post], [data-again]")) return;
  setTimeout(() => { button.setAttribute("aria-disabled", "true"); });
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = event.target.id === "act" ? "" : "1";
});

addEventListener("pageshow", () => {
  // Back from what a choice led to, the choices are again those of this page.
  for (const form of document.querySelectorAll("[data-send-on-change]")) form.reset();
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
});
