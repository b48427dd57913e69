import { later, memory, send } from "./send.js";

// A draft goes to the server a moment after the last key, with all fields of its form. What the server does not have
// yet is kept on the device too, so neither a closed tab nor a lost connection costs a text.
export class Draft {
  constructor(area, url, say) {
    this.area = area;
    this.url = url;
    this.key = `draft:${url}`;
    this.say = say;
    this.keep = later(900, () => this.save());
    area.addEventListener("input", () => { memory.set(this.key, area.value); this.keep(); });
    area.form?.addEventListener("submit", () => this.sent());
  }

  bringBack() {
    const [way] = performance.getEntriesByType("navigation");
    const sent = way?.type === "back_forward" && !this.area.value ? memory.get(`sent:${this.url}`) : null;
    // What the server did not get is newer than what it kept.
    const kept = memory.get(this.key) ?? sent;
    memory.drop(`sent:${this.url}`);
    if (!kept || kept === this.area.value) return false;
    this.area.value = kept;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  async save() {
    const text = this.area.value;
    try {
      const answer = await send(this.url, this.fields(), this.area, { keepalive: text.length < 30000 });
      if (!answer.ok) throw new Error(String(answer.status));
      if (this.area.value === text) memory.drop(this.key);
      this.say("saved");
    } catch {
      if (memory.get(this.key)) this.say("kept");
    }
  }

  fields() {
    const fields = new FormData(this.area.form ?? undefined);
    if (!this.area.form) fields.set(this.area.name, this.area.value);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    return fields;
  }

  // Sent is not yet arrived: who comes back by the back button after a broken connection finds the text again.
  sent() {
    memory.set(`sent:${this.url}`, this.area.value);
    this.forget();
  }

  forget() {
    this.keep.cancel();
    memory.drop(this.key);
  }
}
