// What a stranger put away stays away on this device; members tell the server instead. Runs before what it hides is painted.
(() => {
  const KEY = "dismissed";
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? "[]");
    } catch {
      return []; // no storage: it is shown again next time
    }
  };
  const sheet = new CSSStyleSheet();
  const hide = (all) => sheet.replaceSync(all.map((pk) => `#announced-${Number(pk)} { display: none !important; }`).join("\n"));
  hide(read());
  document.adoptedStyleSheets.push(sheet);
  document.addEventListener("click", (event) => {
    const pk = event.target.closest?.("[data-dismiss]")?.dataset.dismiss;
    if (!pk) return;
    const all = [...read().filter((one) => one !== pk), pk].slice(-50);
    hide(all);
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch { /* no storage */ }
    document.getElementById("main")?.focus({ preventScroll: true });
  });
})();
