// Similar questions below the title of a new one: what stood there long enough, what was opened, and "this solved it".
// Without this script the list is only a list; asking works the same.
class SimilarQuestions extends HTMLElement {
  connectedCallback() {
    this.told = new Set();
    this.opened = new Set();
    this.addEventListener("htmx:afterSwap", () => this.arrived());
    this.addEventListener("click", (event) => this.open(event));
    this.addEventListener("auxclick", (event) => this.open(event));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  arrived() {
    for (const link of this.links()) {
      link.target = "_blank"; // what is being written stays where it is
      link.title = this.dataset.opens;
      if (this.opened.has(this.number(link))) this.offer(link);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), 1500);
  }

  tell() {
    const fresh = this.links().map((link) => this.number(link)).filter((number) => !this.told.has(number));
    if (!fresh.length) return;
    fresh.forEach((number) => this.told.add(number));
    this.send(this.dataset.shown, fresh.map((number) => ["shown", number]));
  }

  open(event) {
    const link = event.target.closest('a[href*="/question/"]');
    if (!link || event.button > 1) return;
    const number = this.number(link);
    if (!this.told.has(number)) this.tell();
    this.opened.add(number);
    this.send(this.dataset.opened, [["similar", number]]);
    this.offer(link);
  }

  offer(link) {
    const number = this.number(link);
    if (this.querySelector(`[data-solved="${number}"]`)) return;
    const place = document.createElement("p");
    place.className = "opened";
    place.dataset.solved = number;
    const button = document.createElement("button");
    Object.assign(button, { className: "button small", type: "submit", name: "similar", value: number, formNoValidate: true });
    button.formAction = this.dataset.solvedBy;
    button.textContent = this.dataset.solvedText;
    place.append(this.dataset.ask, button);
    (link.closest(".row") ?? link.parentElement).after(place);
  }

  links() {
    return [...this.querySelectorAll('a[href*="/question/"]')].filter((link) => this.number(link));
  }

  number(link) {
    return link.pathname.match(/\/question\/(\d+)\//)?.[1] ?? "";
  }

  // A writing is known by the token of its form, which is also what makes sending it twice harmless.
  send(url, pairs) {
    const form = this.closest("form");
    const body = new URLSearchParams([["once", form.elements.once.value], ...pairs]);
    const token = form.elements.csrfmiddlewaretoken.value;
    fetch(url, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token } }).catch(() => {});
  }
}

customElements.define("similar-questions", SimilarQuestions);
