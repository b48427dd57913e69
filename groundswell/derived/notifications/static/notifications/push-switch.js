// News on this device, after a press and never before: asks the browser, then tells the server where it takes them.
const PATIENCE = 15000;
const { serviceWorker } = navigator;
const portable = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

const tooLate = () => new Promise((_, reject) => { setTimeout(reject, PATIENCE); });

customElements.define("push-switch", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!serviceWorker || !window.PushManager || !window.Notification) {
      this.button.hidden = true;
      this.say(portable ? this.dataset.install : this.dataset.missing);
    } else if (Notification.permission === "denied") {
      this.button.hidden = true;
      this.say(this.dataset.denied);
    } else {
      this.button.addEventListener("click", () => this.press());
    }
  }

  async press() {
    this.say("");
    this.button.setAttribute("aria-busy", "true");
    try {
      if (await Notification.requestPermission() !== "granted") this.say(this.dataset.denied);
      else await this.tell(await this.subscribed());
    } catch {
      this.say(this.dataset.failed);
    }
    this.button.removeAttribute("aria-busy");
  }

  // What is left from a key of before, or from who was here before, is of no use.
  async subscribed() {
    const { pushManager } = await Promise.race([serviceWorker.ready, tooLate()]);
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(this.dataset.key) });
  }

  async tell(subscription) {
    const token = document.querySelector("#act [name=csrfmiddlewaretoken]").value;
    const answer = await fetch(this.dataset.url, { method: "POST", body: JSON.stringify(subscription), headers: { "X-CSRFToken": token } });
    if (answer.status === 204) {
      try { localStorage.setItem("told", subscription.endpoint); } catch { /* Then a changed address has to be switched on anew. */ }
      location.hash = "devices";
      location.reload();
      return;
    }
    await subscription.unsubscribe();
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    this.say(said.detail ?? this.dataset.failed);
  }

  say(words) {
    const line = this.querySelector("[role=status]");
    line.textContent = words;
    line.hidden = !words;
  }
});
