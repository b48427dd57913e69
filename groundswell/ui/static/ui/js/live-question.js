import { keepPlace } from "./reading-place.js";
import { bringUpToDate } from "./live-posts.js";
import { spoken } from "./swap.js";
import { toast } from "./toasts.js";

// While somebody looks at a question, the page asks what became of it (live.js says when). Votes count on by themselves;
// of all else a quiet bar tells, and shows it when the reader wants.
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const idsOf = (state) => new Map([
  [`question-${state.question[0]}`, state.question[2]],
  ...state.answers.map(([id, , text]) => [`answer-${id}`, text]),
  ...state.comments.map(([id, , text]) => [`comment-${id}`, text]),
]);

function count(thing, score) {
  const place = document.querySelector(`#vote-${thing} .score`);
  const text = place?.lastChild, words = numbers.format(score);
  // Beside a still score stands its word, which is another one after 1.
  if (text && text.data !== words && !(place.closest(".still") && [text.data, words].includes("1"))) text.data = words;
}

customElements.define("live-question", class extends HTMLElement {
  connectedCallback() {
    this.watch = new AbortController();
    document.body.addEventListener("wake", () => this.ask(), { signal: this.watch.signal });
  }

  disconnectedCallback() {
    this.watch?.abort();
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    try {
      const answer = await fetch(this.dataset.at, { cache: "no-store", headers: this.tag ? { "If-None-Match": this.tag } : {} });
      if (answer.ok) {
        this.tag = answer.headers.get("ETag");
        await this.hear(await answer.json());
      } else if ([404, 410].includes(answer.status)) this.gone();
    } catch {
      // No connection: the next time will do.
    } finally {
      this.asking = false;
    }
  }

  async hear(state) {
    this.state = state;
    this.known ??= this.atFirst(state);
    count(`question-${state.question[0]}`, state.question[1]);
    for (const [id, score] of state.answers) count(`answer-${id}`, score);
    for (const [id, text] of idsOf(state)) if (!this.known.has(id) && document.getElementById(id)) this.known.set(id, text);
    const sentence = this.sentence();
    if (!sentence && !this.pointing) this.hide();
    else if (sentence && (sentence !== this.said || this.pointing)) await this.say(sentence, state.words.show, () => this.show());
  }

  // A long question is on several pages: what stands on the others is not new.
  atFirst(state) {
    const long = document.querySelector("#answers[data-paged]");
    const known = idsOf(state);
    if (!long) for (const id of known.keys()) if (!document.getElementById(id)) known.delete(id);
    this.about = state.question.slice(3).join();
    return known;
  }

  isNew(id) {
    return !this.known.has(id) && !document.getElementById(id);
  }

  sentence() {
    const { answers, comments, question, words } = this.state;
    const there = idsOf(this.state);
    const counted = (list, n) => list[Math.min(n, list.length) - 1];
    const news = answers.filter(([id]) => this.isNew(`answer-${id}`)).length;
    const talk = comments.filter(([id, on]) => this.isNew(`comment-${id}`) && document.getElementById(on ? `answer-${on}` : `question-${question[0]}`)).length;
    const solved = answers.filter(([id, , , is]) => is && document.getElementById(`answer-${id}`)?.matches(":not(.solution)")).length;
    const lost = [...document.querySelectorAll(".answer:not(.gone), .comment:not(.gone)")].some(({ id }) => !there.has(id));
    const unsolved = answers.some(([id, , , is]) => !is && document.getElementById(`answer-${id}`)?.matches(".solution"));
    const edited = [...there].some(([id, text]) => this.known.has(id) && this.known.get(id) !== text && document.getElementById(id));
    const parts = [news && counted(words.answers, news), talk && counted(words.comments, talk), solved && words.solved].filter(Boolean);
    const more = lost || unsolved || edited || this.about !== question.slice(3).join();
    return parts.length ? parts.join(" · ") : more ? words.changed : "";
  }

  async show() {
    const { state } = this;
    const here = `${location.pathname}${location.search}`;
    const answer = await fetch(here, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return answer ? location.reload() : toast(document.getElementById("toasts").dataset.offline, "bad");
    const html = await answer.text();
    const there = idsOf(state);
    const edited = (id) => this.known.has(id) && there.has(id) && this.known.get(id) !== there.get(id);
    let added = [];
    keepPlace(() => {
      added = bringUpToDate(html, { there: (id) => there.has(id), edited });
      for (const one of added) this.mark(one);
    });
    window.htmx?.process(document.getElementById("main"));
    const missed = state.answers.some(([id]) => this.isNew(`answer-${id}`));
    for (const [id, text] of there) this.known.set(id, text);
    this.about = state.question.slice(3).join();
    if (missed && !added.length) location.assign(`${location.pathname}?order=newest#answers`);
    else this.point(added);
  }

  mark(post) {
    const mark = Object.assign(document.createElement("span"), { className: "mark good fresh-mark", textContent: this.state.words.fresh });
    post.classList.add("fresh");
    post.querySelector(".post-head, .comment-foot")?.append(mark);
  }

  // The first of what came, when it is not on the screen anyway. Whoever pressed the bar goes on from there.
  point(added) {
    const [first] = added.filter((one) => one.isConnected).sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    const inside = this.contains(document.activeElement);
    const box = first?.getBoundingClientRect();
    if (first && (box.bottom < 72 || box.top > innerHeight - 120)) {
      this.say(this.said, this.state.words.go, () => this.go(first), true);
      return;
    }
    this.hide();
    if (inside) (first ?? document.getElementById("answers-title")).focus({ preventScroll: true });
  }

  go(post) {
    this.hide();
    post.scrollIntoView({ block: "center" });
    post.focus({ preventScroll: true });
  }

  gone() {
    this.watch.abort();
    if (this.state) this.say(this.state.words.gone, this.state.words.again, () => location.reload());
  }

  async say(sentence, label, act, pointing = false) {
    await this.dress();
    const inside = this.contains(document.activeElement);
    const words = Object.assign(document.createElement("p"), { textContent: sentence });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button main-one small", textContent: label });
    const close = Object.assign(document.createElement("button"), { type: "button", className: "button quiet only-icon small", title: this.state.words.close });
    close.setAttribute("aria-label", this.state.words.close);
    close.innerHTML = '<svg class="icon" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-x"/></svg>';
    button.addEventListener("click", act);
    close.addEventListener("click", () => { this.replaceChildren(); });
    this.replaceChildren(words, button, close);
    this.said = sentence;
    this.pointing = pointing;
    if (inside) button.focus({ preventScroll: true });
    if (!pointing) spoken.textContent = sentence;
  }

  hide() {
    this.replaceChildren();
    this.said = "";
    this.pointing = false;
  }

  // Its looks come only where there is something to say.
  dress() {
    this.dressed ??= new Promise((done) => {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: this.state.style });
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", done);
      document.head.append(sheet);
    });
    return this.dressed;
  }
});

// A press with the mouse takes the focus from no text that somebody writes.
document.addEventListener("mousedown", (event) => event.target.closest("live-question button") && event.preventDefault());
