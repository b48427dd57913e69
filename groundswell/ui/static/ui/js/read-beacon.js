import { csrfToken } from "./send.js";

// Read is what was on the screen for two seconds, not what a tab opened in the background.
customElements.define("read-beacon", class extends HTMLElement {
  connectedCallback() {
    const look = () => {
      clearTimeout(this.timer);
      if (!document.hidden) this.timer = setTimeout(() => this.tell(), 2000);
    };
    document.addEventListener("visibilitychange", look, { signal: (this.watch = new AbortController()).signal });
    look();
  }

  tell() {
    this.watch.abort();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", csrfToken());
    navigator.sendBeacon(this.dataset.read, body);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.watch?.abort();
  }
});
