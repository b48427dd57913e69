import { later, send } from "./send.js";
import { toast } from "./toasts.js";
import { Draft } from "./drafts.js";
import { Mentions } from "./mentions.js";

const AROUND = { bold: "**", italic: "_", code: "`" };
const BEFORE = { quote: () => "> ", list: () => "- ", steps: (n) => `${n + 1}. ` };

customElements.define("md-editor", class extends HTMLElement {
  connectedCallback() {
    if (this.area) return;
    this.area = this.querySelector("textarea");
    this.pane = this.querySelector(".editor-preview");
    const { draft, mentions, preview } = this.dataset;
    if (mentions) this.people = new Mentions(this.area, mentions);
    if (draft) this.keepDraft(draft);
    if (preview) this.refresh = later(250, () => this.render());
    this.addEventListener("click", (event) => this.tool(event.target.closest("[data-md]")));
    this.querySelector("input[type=file]")?.addEventListener("change", (event) => this.upload(event.target.files));
    this.area.addEventListener("input", () => this.pane.hidden || this.refresh());
    this.area.addEventListener("keydown", (event) => this.press(event));
    this.area.addEventListener("paste", (event) => this.receive(event, event.clipboardData));
    this.area.addEventListener("drop", (event) => this.receive(event, event.dataTransfer));
    for (const name of ["dragover", "dragleave", "drop"]) {
      this.area.addEventListener(name, () => this.firstElementChild.classList.toggle("dropping", name === "dragover"));
    }
  }

  keepDraft(url) {
    const state = this.querySelector(".editor-state");
    const say = (what) => { if (state) state.textContent = this.dataset[what]; };
    this.draft = new Draft(this.area, url, say);
    if (this.draft.bringBack()) say("back");
    this.area.form?.addEventListener("htmx:afterRequest", (event) => {
      // The form was sent, and not a field of it, as a title that looks for similar ones.
      if (!event.detail.successful || event.target !== this.area.form) return;
      this.draft.forget();
      this.area.value = "";
      if (state) state.textContent = "";
    });
  }

  press(event) {
    const tool = (event.ctrlKey || event.metaKey) && { b: "bold", i: "italic", k: "link" }[event.key];
    if (!tool) return;
    event.preventDefault();
    this.apply(tool);
  }

  tool(button) {
    if (!button) return;
    const name = button.dataset.md;
    if (name === "picture") this.querySelector("input[type=file]").click();
    else if (name === "preview") this.show(button);
    else this.apply(name);
  }

  apply(name) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const chosen = value.slice(start, end);
    if (name === "link") this.put(`[${chosen}](https://)`, start, end, start + chosen.length + 3, start + chosen.length + 11);
    else if (name === "code" && chosen.includes("\n")) this.put(`\`\`\`\n${chosen}\n\`\`\``, start, end, start + 4, start + 4 + chosen.length);
    else if (AROUND[name]) this.wrap(AROUND[name], chosen, start, end);
    else this.lines(BEFORE[name], start, end);
  }

  wrap(sign, chosen, start, end) {
    const size = sign.length;
    this.put(sign + chosen + sign, start, end, start + size, start + size + chosen.length);
  }

  lines(prefix, start, end) {
    const first = this.area.value.lastIndexOf("\n", start - 1) + 1;
    const text = this.area.value.slice(first, end).split("\n").map((line, n) => prefix(n) + line).join("\n");
    this.put(text, first, end, first + text.length, first + text.length);
  }

  // execCommand keeps the browser's undo; where it is gone, the text still comes.
  put(text, start, end, from, to) {
    this.area.focus();
    this.area.setSelectionRange(start, end);
    if (!document.execCommand?.("insertText", false, text)) {
      this.area.setRangeText(text, start, end, "end");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.area.setSelectionRange(from, to);
  }

  show(button) {
    this.pane.hidden = !this.pane.hidden;
    button.setAttribute("aria-pressed", String(!this.pane.hidden));
    if (!this.pane.hidden) this.render();
  }

  async render() {
    const body = new FormData();
    body.set("body", this.area.value);
    const answer = await send(this.dataset.preview, body, this).catch(() => null);
    if (answer?.ok) this.pane.innerHTML = await answer.text();
  }

  receive(event, data) {
    const pictures = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length || !this.dataset.upload) return;
    event.preventDefault();
    this.upload(pictures);
  }

  // The server answers {"url": "/media/…"}, or {"detail": "why not"}.
  async upload(files) {
    for (const file of files) {
      const name = file.name.replace(/\.\w+$/, "").replace(/[[\]]/g, "") || "image";
      const holder = `![${this.dataset.uploading.replace("{}", name)}]()`;
      const { selectionStart: at, selectionEnd: end } = this.area;
      this.put(holder, at, end, at + holder.length, at + holder.length);
      const body = new FormData();
      body.set("picture", file);
      const answer = await send(this.dataset.upload, body, this).catch(() => null);
      const told = await answer?.json().catch(() => ({})) ?? {};
      if (!answer?.ok) toast(told.detail || this.dataset.refused, "bad");
      this.swap(holder, answer?.ok ? `![${name}](${told.url})` : "");
    }
  }

  swap(holder, text) {
    const at = this.area.value.indexOf(holder);
    if (at >= 0) this.put(text, at, at + holder.length, at + text.length, at + text.length);
  }
});
