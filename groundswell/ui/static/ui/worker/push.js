// News for this device. Each is shown (browsers ask for that), a newer one of the same thread in the place of the older.
{
  const { name, icon } = self.HOUSE;
  const inside = (path) => {
    const at = new URL(path || "/", self.location.origin);
    return at.origin === self.location.origin ? at : new URL("/", self.location.origin);
  };
  const read = (data) => { try { return data?.json() ?? {}; } catch { return {}; } };
  const windows = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

  const show = async (said) => {
    const { title = name, body = "", tag = "", lang = "", dir = "auto", href = "/", open = href } = said;
    await self.registration.showNotification(title, { body, tag, lang, dir, icon, renotify: Boolean(tag), data: { href, open } });
    for (const page of await windows()) page.postMessage("news");
  };

  // A page of ours that is there already comes to the front and reads what is new.
  const go = async ({ href, open }) => {
    const there = (await windows()).find((page) => new URL(page.url).pathname === inside(href).pathname);
    try {
      await there.focus();
      await there.navigate(inside(open).href);
    } catch {
      await self.clients.openWindow(inside(open).href);
    }
  };

  self.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(go(event.notification.data ?? {}));
  });
}
