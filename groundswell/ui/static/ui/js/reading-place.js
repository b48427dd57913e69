// What somebody looks at stays where it is on the screen while the page above it grows or shrinks: the field that has the
// focus, else the first thing below the head of the page.
const PLACES = ".prose > *, .comment, .post-head, .question-head, .answer-form";
const seen = (box) => box.bottom > 72 && box.top < innerHeight && box.height > 0;

function lookedAt() {
  const field = document.activeElement;
  if (field?.matches("textarea, input, [contenteditable]") && seen(field.getBoundingClientRect())) return [field];
  return [...document.querySelectorAll(PLACES)].filter((one) => seen(one.getBoundingClientRect()));
}

export function keepPlace(change) {
  const root = document.documentElement.style;
  const places = lookedAt().map((one) => [one, one.getBoundingClientRect().top]);
  root.overflowAnchor = "none"; // browsers that hold the place by themselves would do it a second time
  change();
  const still = places.find(([one]) => one.isConnected);
  if (still) scrollBy({ top: still[0].getBoundingClientRect().top - still[1], behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => { root.overflowAnchor = ""; }));
}
