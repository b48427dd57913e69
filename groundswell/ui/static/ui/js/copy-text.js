// Copies the text of its <code>. Without JavaScript the text is there to be selected.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const words = button.lastChild;
    const before = words.textContent;
    let back;
    button.addEventListener("click", async () => {
      const text = this.querySelector("code");
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        getSelection().selectAllChildren(text);
        return;
      }
      words.textContent = this.dataset.done;
      clearTimeout(back);
      back = setTimeout(() => { words.textContent = before; }, 3000);
    });
  }
});
