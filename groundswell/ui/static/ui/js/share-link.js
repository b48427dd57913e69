import { csrfToken } from "./send.js";
import { toast } from "./toasts.js";

customElements.define("share-link", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async (event) => {
      const link = event.target.closest("a, button");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const url = await this.address(link);
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ url, title: link.dataset.title || document.title }).catch(() => {});
        return;
      }
      try {
        await navigator.clipboard.writeText(url);
        toast(link.dataset.done, "good");
      } catch {
        location.href = url;
      }
    });
  }

  // A member's own link; when it cannot be had, that of the page.
  async address(link) {
    const own = link.getAttribute("formaction");
    if (!own) return link.href;
    const plain = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    try {
      const headers = { "X-CSRFToken": csrfToken(link), Accept: "application/json" };
      const answer = await fetch(own, { method: "POST", headers });
      return answer.ok ? (await answer.json()).url : plain;
    } catch {
      return plain;
    }
  }
});
