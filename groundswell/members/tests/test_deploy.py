"""An installation behind https is as careful as Django asks for."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def test_django_finds_nothing_to_say_against_the_settings_of_an_https_site() -> None:
    site = {"GROUNDSWELL_SITE_URL": "https://community.example", "GROUNDSWELL_ALLOWED_HOSTS": "community.example"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    said = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **site}, capture_output=True, text=True)

    assert said.returncode == 0, said.stderr


def test_http_leads_to_https_and_cookies_stay_on_it() -> None:
    site = {"GROUNDSWELL_SITE_URL": "https://community.example", "GROUNDSWELL_ALLOWED_HOSTS": "community.example"}
    program = """
import django; django.setup()
from django.conf import settings
from django.test import Client
answer = Client(HTTP_HOST="community.example").get("/brand.css")
print(answer.status_code, answer.headers["Location"], settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
safe = Client(HTTP_HOST="community.example").get("/brand.css", secure=True)
print(safe.status_code, safe.headers["Strict-Transport-Security"])
"""

    said = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, env={**os.environ, **site}, capture_output=True, text=True
    )

    assert said.stdout.splitlines() == [
        "301 https://community.example/brand.css True True",
        "200 max-age=31536000; includeSubDomains; preload",
    ], said.stderr
