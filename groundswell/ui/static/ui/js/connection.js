// A device that calls itself online may still reach nobody (a café's sign-in page, the end of a tunnel): a page comes back
// only once its server answers, and not when its reader is already on the way elsewhere.
export function reloadWhenBack() {
  const leaving = new AbortController();
  addEventListener("pagehide", () => leaving.abort());
  addEventListener("online", async () => {
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual", signal: leaving.signal });
      if (!leaving.signal.aborted) location.reload();
    } catch { /* Not yet, or no longer here. */ }
  });
}
