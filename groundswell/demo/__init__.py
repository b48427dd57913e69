"""The demo: Fernweh Mobil, an invented phone company, and a year of its community."""

# How the demo's pages present themselves; here, because they are wanted before Django is set up.
SITE_NAME = "Fernweh Community"
ACCENT = "oklch(50% 0.13 235)"
