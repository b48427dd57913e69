// Votes, thanks and comments in place: one listener for the page, in the stead of three attributes on each of its hundred
// buttons. What comes back takes the place of the vote or of the button; without htmx the button sends its form.
export const spoken = document.createElement("p");
spoken.className = "hidden-text";
spoken.setAttribute("role", "status");
document.body.append(spoken);

async function sendButton(button) {
  const vote = button.closest(".vote");
  await htmx.ajax("POST", button.getAttribute("formaction"), { source: button, target: vote ?? button, swap: "outerHTML" });
  // A new element is no live region yet, so its score is said by one that was there before.
  if (vote) spoken.textContent = document.getElementById(vote.id)?.querySelector(".score").textContent ?? "";
}

async function openComment(link) {
  const place = link.closest(".post").querySelector(":scope > .comments");
  const field = () => place.querySelector(".comment-form textarea");
  if (!field()) await htmx.ajax("GET", link.href, { source: link, target: place, swap: "beforeend" });
  field()?.focus();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !window.htmx) return;
  const button = event.target.closest(".vote button[formaction], button[data-swap]");
  const link = event.target.closest("a[data-comment]");
  if (!button && !link) return;
  event.preventDefault();
  if (button) sendButton(button);
  else openComment(link);
});

// The form became the comment, or itself with what is wrong; a list grew by rows. One goes on from what is new.
document.addEventListener("htmx:afterSwap", ({ detail, target }) => {
  const source = detail.requestConfig?.elt;
  if (source?.matches(".comment-form")) (target.querySelector("textarea") ?? target).focus();
  if (source?.id === "more") target.querySelector(":scope > .htmx-added a")?.focus({ preventScroll: true });
});
