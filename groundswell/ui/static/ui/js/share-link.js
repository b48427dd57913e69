import { toast } from "./toasts.js";

customElements.define("share-link", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ url: link.href, title: link.dataset.title || document.title }).catch(() => {});
        return;
      }
      try {
        await navigator.clipboard.writeText(link.href);
        toast(link.dataset.done, "good");
      } catch {
        location.href = link.href;
      }
    });
  }
});
