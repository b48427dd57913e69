// The CSRF token of the nearest form, else of the page's own form for actions.
export function csrfToken(near) {
  const field = "[name=csrfmiddlewaretoken]";
  return (near?.closest("form")?.querySelector(field) ?? document.querySelector(field))?.value ?? "";
}

export function send(url, body, near, options = {}) {
  return fetch(url, { ...options, method: "POST", body, headers: { "X-CSRFToken": csrfToken(near) } });
}

// Storage may be full or switched off; then nothing is remembered and nothing breaks.
export const memory = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing to drop */ } },
};

export function later(wait, act) {
  let timer;
  const run = (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
  run.cancel = () => clearTimeout(timer);
  return run;
}
