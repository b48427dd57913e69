import { later } from "./send.js";

// A combobox: the input keeps the focus, arrows choose among what the server suggests.
customElements.define("search-box", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    if (!this.dataset.suggest || !this.input || this.list) return;
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "suggestions", id: `${this.input.id}-list`, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent ?? "");
    this.append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", this.list.id]]) {
      this.input.setAttribute(name, value);
    }
    this.ask = later(140, () => this.suggest());
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  async suggest() {
    const words = this.input.value.trim();
    this.asked?.abort();
    if (words.length < 2) return this.close();
    this.asked = new AbortController();
    const url = new URL(this.dataset.suggest, location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { signal: this.asked.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return this.close();
      this.list.innerHTML = await answer.text();
    } catch {
      return;
    }
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, n) => { option.id = `${this.list.id}-${n}`; option.setAttribute("aria-selected", "false"); });
    this.at = -1;
    this.open(this.options.length > 0 && document.activeElement === this.input);
  }

  press(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const places = this.options.length + 1; // one more place: the input itself
      this.at = ((this.at + 1 + step + places) % places) - 1;
      this.options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
      const chosen = this.options[this.at];
      chosen?.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", chosen?.id ?? "");
    } else if (event.key === "Enter" && this.options[this.at]) {
      event.preventDefault();
      this.go(this.options[this.at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  go(option) {
    if (option) location.href = option.dataset.href;
  }

  open(yes) {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.ask.cancel();
    this.open(false);
  }
});
