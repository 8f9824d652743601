"""Every setting of the newsroom: read from the environment, loud on nonsense, safe by default.

`NEWSROOM_MODE` is `local` (the default: nothing needs to be set, and nobody else is served) or `production`, which
refuses to start with a weak key, with DEBUG, or with an open host list. The README's Settings list every variable.
"""

import re
from pathlib import Path

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom import headers

django_stubs_ext.monkeypatch()  # lets classes like ModelAdmin[Story] say what they are about

try:
    from newsroom import environment
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
BASE_DIR, LOCAL, DEBUG = environment.BASE_DIR, environment.LOCAL, environment.DEBUG
env = environ.Env()


def words(name: str, default: list[str]) -> list[str]:
    """A list from the environment, separated by commas; spaces around a word are nobody's wish."""
    return [word.strip() for word in env.list(name, default=default) if word.strip()]


# --- Keys and hosts -----------------------------------------------------------------------------------------------
KNOWN_KEYS = ("local-mode-only-", "django-insecure-")  # how keys begin that everybody may read: ours, and Django's own
LOCAL_KEY = KNOWN_KEYS[0] + "not-a-secret-" * 4
# A name, with a dot before it if all names under it are meant too, but not all names of a country; or an address.
HOST = re.compile(r"[\w-]+(\.[\w-]+)*|(\.[\w-]+){2,}|\[[0-9A-Fa-f:.]+\]")
THIS_MACHINE = re.compile(r"\.?localhost|127(\.\d+){3}|\[::1\]")
SECRET_KEY = env.str("SECRET_KEY", default=LOCAL_KEY if LOCAL else "")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])


def is_weak(key: str) -> bool:
    """Whether a key is known, short, of few letters, or one piece over and over."""
    return key.startswith(KNOWN_KEYS) or len(key) < 50 or len(set(key)) < 16 or key in (key + key)[1:-1]


if LOCAL:
    if elsewhere := [host for host in ALLOWED_HOSTS if not THIS_MACHINE.fullmatch(host)]:
        raise ImproperlyConfigured(
            f"Local mode is for this machine only, and ALLOWED_HOSTS has {elsewhere[0]}: "
            "set NEWSROOM_MODE to production, or unset ALLOWED_HOSTS."
        )
else:
    if is_weak(SECRET_KEY):
        raise ImproperlyConfigured("SECRET_KEY is missing or weak: set it to 50 or more random characters.")
    if any(map(is_weak, SECRET_KEY_FALLBACKS)):
        # What an earlier key signed is believed like what the present one signs.
        raise ImproperlyConfigured(
            "SECRET_KEY_FALLBACKS has a weak key: keep earlier keys of 50 or more random characters, none with a "
            "comma, and unset the others."
        )
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows readers the newsroom's inside: unset it in production.")
    if not ALLOWED_HOSTS or not all(map(HOST.fullmatch, ALLOWED_HOSTS)):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the site's hosts and no others: set it to names, for example news.example.org."
        )

# --- Rooms --------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_prose_editor",
    "newsroom",
    "roundups",  # last: what it does after a migrate needs everybody's tables
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.security.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Whatever answers from here on, refusals and static files too, carries all the headers above.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.security.only_utf8",
    "newsroom.security.no_nul",
    "newsroom.security.only_our_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.errors.WhenNothingCanBeKept",
    "newsroom.signin.idle.idle",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.admin.gate.Gate",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {
                "addresses": "roundups.public.addresses",
                "assets": "roundups.public.assets",
                "languages": "roundups.public.languages",
                "prose": "roundups.public.prose",
                "xml": "roundups.public.xml",
            },
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets may have templates of ours
CRISPY_ALLOWED_TEMPLATE_PACKS = ("desk",)
CRISPY_TEMPLATE_PACK = "desk"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database -----------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
_database = DATABASES["default"]
if _database.get("ENGINE") == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        # A writer takes its lock at BEGIN, so that a step never fails half way for want of it.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a power cut. recursive_triggers: REPLACE would pass DELETE triggers.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }
elif _database.get("ENGINE") == "django.db.backends.postgresql":
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 3}}
else:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://.")

# Counting, across all processes: how often an address may try something.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
        # Beyond that many rows Django forgets a third of them, counted or not; its own 300 are soon filled on purpose.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Files --------------------------------------------------------------------------------------------------------
MEDIA_ROOT, PRIVATE_ROOT, SITE_ROOT = environment.MEDIA_ROOT, environment.PRIVATE_ROOT, environment.SITE_ROOT
TRAINING_CRAWLERS = environment.TRAINING_CRAWLERS
# Where each row of the record leaves a line; "" for record.lines in PRIVATE_ROOT. Another disk is better.
RECORD_FILE = env.str("RECORD_FILE", default="")
if RECORD_FILE and not Path(RECORD_FILE).is_absolute():
    raise ImproperlyConfigured(
        f"RECORD_FILE is {RECORD_FILE!r}: set it to a whole path, for example /mnt/record.lines."
    )
STATIC_URL = "/static/"
STATIC_ROOT = None if LOCAL else BASE_DIR / "static-built"  # local mode finds them where they lie
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20  # a pasted text of 5 MB must arrive to be refused with a sentence
FILE_UPLOAD_PERMISSIONS = 0o600

# --- People and sessions ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "newsroom.Staff"
AUTHENTICATION_BACKENDS = ["newsroom.signin.backend.PaperBackend"]
LOGIN_URL = "account_login"
PASSWORD_HASHERS = ["newsroom.security.PaperArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "newsroom.sessions"
SESSION_COOKIE_PATH = "/admin/"  # readers have no session
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.signin.keeping.stale_page"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # reading one must not write to the database
ACCOUNT_ADAPTER = "newsroom.signin.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "newsroom.signin.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; it says that sign-in asks for a password
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # our own are counted before hashing, by all processes (newsroom/limits.py)
ACCOUNT_REAUTHENTICATION_METHODS = ["mfa"]  # a password alone is no proof
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "newsroom.signin.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "newsroom.signin.forms.CodeForm",
    "authenticate_webauthn": "newsroom.signin.forms.PasskeySecondForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL  # http://localhost
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before or after: clocks of phones, bad lines
MFA_TOTP_ISSUER = "Newsroom"

# --- Mail: only invitations, and only where both are set --------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="")
EMAIL_TIMEOUT = 10  # seconds
if bool(DEFAULT_FROM_EMAIL) != bool(env.str("EMAIL_URL", default="")):
    raise ImproperlyConfigured("EMAIL_URL and MAIL_FROM belong together: set both, or neither to send no mail.")
if DEFAULT_FROM_EMAIL:
    globals().update(env.email_url("EMAIL_URL"))

# --- Headers (newsroom/headers.py is the one list) -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": headers.POLICY}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = headers.REFERRER_POLICY
SECURE_CROSS_ORIGIN_OPENER_POLICY = headers.OPENER_POLICY
SECURE_CONTENT_TYPE_NOSNIFF = True
if not LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = headers.HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if environment.BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"  # the desk's
PAPER_LANGUAGE = env.str("PAPER_LANGUAGE", default="en")  # the language whose pages live at the root of the site
if not re.fullmatch(r"[a-z]{2}", PAPER_LANGUAGE):
    raise ImproperlyConfigured(f"PAPER_LANGUAGE is {PAPER_LANGUAGE!r}: set it to two letters, for example en.")
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"  # storage; pages and the desk use the masthead's zone
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "newsroom.logs.Discreet", "fmt": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "roundups": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
