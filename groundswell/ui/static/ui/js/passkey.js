// Passkeys. What the browser is to do stands as JSON in the page (data-options names the block), or comes from the
// address of the form; the browser's answer goes into the form's field "credential".
const BYTES = ["challenge", "id"];

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// Options come as JSON, in which bytes are base64url; an rp's id is a name, not bytes.
function unpacked(value, name = "", inside = "") {
  if (Array.isArray(value)) return value.map((item) => unpacked(item, "", name));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpacked(item, key, name)]));
  }
  return BYTES.includes(name) && inside !== "rp" ? bytes(value) : value;
}

function packed(credential) {
  const answer = {};
  for (const part of ["attestationObject", "clientDataJSON", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) answer[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) answer.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  });
}

async function options(form, block) {
  if (block) return JSON.parse(document.getElementById(block).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function ask(data) {
  if (data.request_options) return navigator.credentials.get(unpacked(data.request_options));
  const wanted = unpacked(data.creation_options);
  // A passkey names its owner by itself and asks for a finger, a face or a number.
  Object.assign(wanted.publicKey.authenticatorSelection ??= {}, {
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  });
  return navigator.credentials.create(wanted);
}

customElements.define("passkey-button", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!window.PublicKeyCredential) { this.say(this.dataset.missing); button.disabled = true; return; }
    button.addEventListener("click", (event) => { event.preventDefault(); this.press(button); });
  }

  async press(button) {
    button.setAttribute("aria-disabled", "true");
    this.say("");
    try {
      button.form.elements.credential.value = packed(await ask(await options(button.form, this.dataset.options)));
      button.form.submit();
    } catch (problem) {
      this.say(this.dataset.failed);
      button.removeAttribute("aria-disabled");
    }
  }

  say(words) {
    const line = this.querySelector("[role=alert]");
    line.textContent = words;
    line.hidden = !words;
  }
});
