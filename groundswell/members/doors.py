"""What the pages about signing in show: the company's own sign-in, and devices by name."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Vivaldi", "Vivaldi"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A sign-in of the company's own, and where it begins."""

    name: str
    href: str


def sign_in_servers(process: str = "login", back: str = "") -> list[Server]:
    """`process` is "login", or "connect" to join it to the account one is signed in with."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    query = urlencode({"process": process, **({"next": back} if back else {})})
    return [
        Server(app["name"], f"{reverse('openid_connect_login', args=[app['provider_id']])}?{query}") for app in apps
    ]


def device_name(agent: str) -> str:
    """A browser and its system, as far as a browser tells: Firefox on Linux."""
    browser = next((name for sign, name in BROWSERS if re.search(sign, agent)), _("A browser"))
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
