import { memory } from "./send.js";

customElements.define("theme-switch", class extends HTMLElement {
  connectedCallback() {
    const chosen = this.querySelector(`[value="${memory.get("theme") ?? "auto"}"]`);
    if (chosen) chosen.checked = true;
    this.addEventListener("change", (event) => {
      const theme = event.target.value;
      if (theme === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      memory.set("theme", theme);
    });
  }
});
