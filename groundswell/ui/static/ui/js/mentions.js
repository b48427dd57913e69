import { later } from "./send.js";

// Suggests people while "@be" is being written. The server answers data-mentions?q=be with [{handle, name}].
export class Mentions {
  constructor(area, url) {
    this.area = area;
    this.url = url;
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "suggestions mentions", role: "listbox", hidden: true, id: `${area.id}-people` });
    this.list.setAttribute("aria-label", "@");
    area.after(this.list);
    area.setAttribute("aria-controls", this.list.id);
    this.look = later(120, () => this.suggest());
    area.addEventListener("input", () => this.look());
    area.addEventListener("keydown", (event) => this.press(event));
    area.addEventListener("blur", () => setTimeout(() => { this.list.hidden = true; }, 150));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(event.target.closest("li"));
    });
  }

  word() {
    return this.area.value.slice(0, this.area.selectionStart).match(/(?:^|[\s(])@([\p{L}\d][\p{L}\d._-]{0,29})$/u)?.[1];
  }

  async suggest() {
    const word = this.word();
    this.list.hidden = true;
    if (!word) return;
    const url = new URL(this.url, location.href);
    url.searchParams.set("q", word);
    const answer = await fetch(url).catch(() => null);
    const people = answer?.ok ? await answer.json() : [];
    if (this.word() !== word) return;
    this.list.replaceChildren(...people.slice(0, 6).map((person, n) => this.option(person, n)));
    this.list.hidden = people.length === 0;
    this.at = 0;
    this.mark();
  }

  option(person, n) {
    const option = document.createElement("li");
    Object.assign(option, { className: "suggestion", role: "option", id: `${this.list.id}-${n}` });
    option.dataset.handle = person.handle;
    const name = document.createElement("b");
    name.textContent = person.name || person.handle;
    const handle = document.createElement("small");
    handle.textContent = `@${person.handle}`;
    option.append(name, handle);
    return option;
  }

  press(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.list.children.length) % this.list.children.length;
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at]);
    else if (event.key === "Escape") this.list.hidden = true;
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
    if (this.list.hidden) this.area.removeAttribute("aria-activedescendant");
    else this.area.setAttribute("aria-activedescendant", this.list.children[this.at].id);
  }

  take(option) {
    if (!option) return;
    const end = this.area.selectionStart;
    this.area.setRangeText(`@${option.dataset.handle} `, end - this.word().length - 1, end, "end");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.list.hidden = true;
  }
}
