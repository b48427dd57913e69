"""Everything an operator can change, read from the environment; docs/reference/settings.md lists each variable."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from groundswell import environment as env
from groundswell.work import embedded

HERE = Path(__file__).parent
HOME = env.home()
DEBUG = env.flag("GROUNDSWELL_DEBUG")
SECRET_KEY = env.secret(HOME)
SECRET_KEY_FALLBACKS = env.listed("GROUNDSWELL_FORMER_SECRET_KEYS")

# Who and where we are
SITE_NAME = env.text("GROUNDSWELL_SITE_NAME", "Groundswell")
SITE_URL = env.text("GROUNDSWELL_SITE_URL", f"http://localhost:{env.whole('PORT', 8000)}").rstrip("/")
BRAND_ACCENT = env.text("GROUNDSWELL_ACCENT", "oklch(52% 0.13 195)")
BRAND_MARK = env.text("GROUNDSWELL_MARK")
ALLOWED_HOSTS = env.listed("GROUNDSWELL_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SECURE = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("GROUNDSWELL_BEHIND_PROXY") else None

# The database: ours inside the data folder, or yours
DATABASE_URL = env.text("DATABASE_URL")
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "groundswell.log.postgres",
        **(env.database(DATABASE_URL) if DATABASE_URL else embedded.connection(HOME)),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options", "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s -c lock_timeout=10s"
)
PREPARE_STATEMENTS = env.flag("GROUNDSWELL_PREPARE", True)
if replica := env.text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = {"ENGINE": "groundswell.log.postgres", **env.database(replica), "CONN_MAX_AGE": None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}}

# Who may sign in, and how
AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["groundswell.members.adapter.SignIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 86_400
ACCOUNT_ADAPTER = "groundswell.members.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "groundswell.members.forms.JoinForm", "login": "groundswell.members.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"signup": "10/m/ip,40/h/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("GROUNDSWELL_BEHIND_PROXY") else 0
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "groundswell.members.adapter.KeyAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers take passkeys on http://localhost only
SOCIALACCOUNT_ADAPTER = "groundswell.members.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = env.sign_in_server()
# The company's own sign-in says whose address is verified, so an account with that address is that person's.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_QUERY_EMAIL = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "groundswell.log",
    "groundswell.members",
    "groundswell.voice",
    "groundswell.moderation",
    "groundswell.ledger",
    "groundswell.features.support",
    "groundswell.features.conversations",
    "groundswell.features.announcements",
    "groundswell.features.gatherings",
    "groundswell.features.discussions",
    "groundswell.features.rewards",
    "groundswell.derived.standing",
    "groundswell.derived.search",
    "groundswell.derived.notifications",
    "groundswell.derived.health",
    "groundswell.flows",
    "groundswell.flows.mail_in",
    "groundswell.ui",
    "groundswell.work",
]
MIDDLEWARE = [
    "groundswell.derived.notifications.middleware.QuickBell",
    "django.middleware.security.SecurityMiddleware",
    "groundswell.ui.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "groundswell.ui.kept.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "groundswell.ui.middleware.choose_language",
    "groundswell.ui.middleware.choose_time_zone",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "groundswell.members.sessions.KnowWho",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "groundswell.members.api.gate.api_gate",
    "groundswell.members.http.LimitSending",
    "groundswell.ui.middleware.ShowRefusals",
    "groundswell.members.http.WrongInput",
]
ROOT_URLCONF = "groundswell.urls"
WSGI_APPLICATION = "groundswell.wsgi.application"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        # Pages are Jinja2: three to four times faster than Django templates here (docs/decisions/0003-jinja2.md).
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(HERE.glob("**/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "groundswell.ui.jinja.environment",
            "context_processors": ["groundswell.ui.jinja.one_token"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Languages and time
LANGUAGE_CODE = env.text("GROUNDSWELL_LANGUAGE", "en")
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [HERE / "locale"]
HOLIDAYS = env.listed("GROUNDSWELL_HOLIDAYS", "12-24..01-01")
TIME_ZONE = env.text("GROUNDSWELL_TIME_ZONE", "UTC")
TRANSLATOR = env.text("GROUNDSWELL_TRANSLATOR")
TRANSLATOR_SECONDS = env.whole("GROUNDSWELL_TRANSLATOR_SECONDS", 20)
TRANSLATE_PRIVATE = env.flag("GROUNDSWELL_TRANSLATE_PRIVATE")
LIBRETRANSLATE_URL = env.text("GROUNDSWELL_LIBRETRANSLATE_URL", "http://localhost:5000")
LIBRETRANSLATE_KEY = env.text("GROUNDSWELL_LIBRETRANSLATE_KEY")
USE_TZ = True
TAX_YEAR_BEGINS = env.day_of_year("GROUNDSWELL_TAX_YEAR", "01-01")

# Search
SEARCH_MODEL = env.text("GROUNDSWELL_MODEL")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_HASHED = env.flag("GROUNDSWELL_STATIC_HASHED", True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "groundswell.ui.bundle.JoinedStaticFiles"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_HASHED
WHITENOISE_AUTOREFRESH = DEBUG
OFFLINE = env.flag("GROUNDSWELL_OFFLINE", True)
KEEP_PAGES = env.flag("GROUNDSWELL_KEEP_PAGES", True)
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # a title of a megabyte is refused by its form, with what was typed
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
PICTURE_MAX_BYTES = env.whole("GROUNDSWELL_PICTURE_MAX_BYTES", 10_000_000)
PICTURE_MAX_PIXELS = env.whole("GROUNDSWELL_PICTURE_MAX_PIXELS", 24_000_000)
LINK_PREVIEWS = env.flag("GROUNDSWELL_LINK_PREVIEWS", True)

# Browsers keep to these
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *env.sign_in_origins()],
        "frame-ancestors": [NONE],
    }
}
SESSION_ENGINE = "groundswell.members.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "groundswell.ui.views.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Mail
EMAIL_BACKEND = env.text("GROUNDSWELL_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("GROUNDSWELL_SMTP_HOST", "localhost")
EMAIL_PORT = env.whole("GROUNDSWELL_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("GROUNDSWELL_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("GROUNDSWELL_SMTP_PASSWORD")
EMAIL_TIMEOUT = 30  # a server that keeps silent holds nothing up for long
EMAIL_USE_TLS = env.flag("GROUNDSWELL_SMTP_TLS")
DEFAULT_FROM_EMAIL = env.text("GROUNDSWELL_FROM", "community@localhost")

# What points are worth, who pays, and where credit on a bill is entered
CURRENCY = env.text("GROUNDSWELL_CURRENCY", "EUR")
PAYER_NAME = env.text("GROUNDSWELL_PAYER_NAME")
PAYER_IBAN = env.text("GROUNDSWELL_PAYER_IBAN").replace(" ", "")
PAYER_BIC = env.text("GROUNDSWELL_PAYER_BIC")
BILLING_URL = env.text("GROUNDSWELL_BILLING_URL")
BILLING_SECRET = env.text("GROUNDSWELL_BILLING_SECRET")

PUSH = env.flag("GROUNDSWELL_PUSH", True)
PUSH_KEY = env.push_key(HOME)
MAIL_IN = env.text("GROUNDSWELL_MAIL_IN")
MAIL_IN_VERDICTS = env.text("GROUNDSWELL_MAIL_IN_VERDICTS")
ARCHIVE_DAYS = env.whole("GROUNDSWELL_ARCHIVE_DAYS", 180)  # without activity; 0 keeps all questions open
GATHERINGS_FROM_LEVEL = env.whole(
    "GROUNDSWELL_GATHERINGS_FROM_LEVEL", 2
)  # members host from it on, once somebody looked
MESSAGES_FROM_LEVEL = env.whole("GROUNDSWELL_MESSAGES_FROM_LEVEL", 5)  # none reaches it: only the team begins
MAIL_AFTER = env.whole("GROUNDSWELL_MAIL_AFTER", 5)  # minutes in which it may be read in the page instead

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# security.W002: ui.middleware sends X-Frame-Options. auth.W004: members are found by handle_key, which is unique.
SILENCED_SYSTEM_CHECKS = ["security.W002", "auth.W004"]
TEST_RUNNER = "django.test.runner.DiscoverRunner"
