// Brings an open question up to date from the server's HTML, post by post: what is there stays the same element, so focus,
// selection, open forms and what was typed stay as they are.
const all = (root, selector) => [...root.querySelectorAll(selector)];
const twin = (root, one) => root.querySelector(`${one.localName}#${one.id}`); // what was split off leaves its id to a link
const busy = (part) => part.contains(document.activeElement) || part.querySelector(":popover-open, [open], .comment-form");

// One part of a post or page: put in, taken out, or changed, unless somebody is just using it.
function sync(here, fresh, place) {
  if (here && fresh) {
    if (!here.isEqualNode(fresh) && !busy(here)) here.replaceWith(fresh);
  } else if (fresh) place(fresh);
  else here?.remove();
}

// New ones go behind the one that they follow; who is here already keeps their place, whatever the votes say now.
function grow(place, fresh, selector, first) {
  const added = [];
  let before = null;
  for (const one of all(fresh, selector)) {
    const here = twin(document, one);
    if (!here) {
      if (before) before.after(one);
      else if (first) first.after(one);
      else place.prepend(one);
      added.push(one);
    }
    before = here ?? one;
  }
  return added;
}

function shrink(place, fresh, selector, keeps) {
  for (const one of all(place, selector)) if (!twin(fresh, one) && !keeps(one.id)) one.remove();
}

function syncPost(here, fresh, edited) {
  const part = (selector) => [here.querySelector(`:scope > ${selector}`), fresh.querySelector(`:scope > ${selector}`)];
  const [head, newHead] = part(".post-head");
  const said = newHead.cloneNode(true);
  here.classList.toggle("solution", fresh.classList.contains("solution"));
  here.classList.toggle("gone", fresh.classList.contains("gone"));
  sync(...part(".solution-mark"), (mark) => here.prepend(mark));
  sync(...part(".row-meta"), (marks) => head.after(marks));
  if (edited) {
    head.replaceWith(said);
    sync(...part(".prose"), () => {});
    sync(...part(".translate"), () => {}); // of what it said before
  }
  sync(...part(".post-bar"), () => {});
}

// `known` says which posts are there (ids of elements) and which texts are others than before; returns what is new.
export function bringUpToDate(html, known) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const answers = document.getElementById("answers");
  const question = document.querySelector(".post.question");
  const added = [];
  sync(document.querySelector(".question-head"), fresh.querySelector(".question-head"), () => {});
  sync(document.querySelector(".main > .state"), fresh.querySelector(".state"), (state) => question.before(state));
  sync(document.getElementById("asking"), fresh.getElementById("asking"), (asking) => question.after(asking));
  shrink(document, fresh, ".answer, .comment", known.there);
  for (const post of all(document, ".post")) {
    const now = twin(fresh, post);
    if (!now) continue;
    const comments = post.querySelector(":scope > .comments");
    added.push(...grow(comments, now, ".comment", null));
    for (const one of all(comments, ".comment")) {
      const text = twin(fresh, one);
      if (text && (known.edited(one.id) || one.classList.contains("gone") !== text.classList.contains("gone"))) sync(one, text);
    }
    syncPost(post, now, known.edited(post.id));
  }
  const head = answers.querySelector(":scope > .section-head");
  added.push(...grow(answers, fresh.getElementById("answers"), ":scope > .answer", head));
  sync(head, fresh.querySelector("#answers > .section-head"), () => {});
  return added;
}
