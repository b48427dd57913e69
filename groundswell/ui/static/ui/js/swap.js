// Votes, thanks and comments in place: one listener for the page, in the stead of three attributes on each of its hundred
// buttons. What comes back takes the place of the vote or of the button; without htmx the button sends its form.
function ask(verb, source, path, target, swap) {
  htmx.ajax(verb, path, { source, target, swap });
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !window.htmx) return;
  const button = event.target.closest(".vote button[formaction], button[data-swap]");
  const link = event.target.closest("a[data-comment]");
  if (!button && !link) return;
  event.preventDefault();
  if (button) ask("POST", button, button.getAttribute("formaction"), button.closest(".vote") ?? button, "outerHTML");
  else ask("GET", link, link.href, link.closest(".post").querySelector(":scope > .comments"), "beforeend");
});
