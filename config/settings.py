"""One settings module, driven by the environment; see .env.example for every name."""

from pathlib import Path

import django.conf.global_settings
from csp.constants import NONE, SELF

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Surroundings -------------------------------------------------------------------------------------
RINGAR_DATA = env.folder("RINGAR_DATA", BASE_DIR / "var")
RINGAR_DEMO = env.flag("RINGAR_DEMO")
RINGAR_PRODUCTION = env.flag("RINGAR_PRODUCTION")
RINGAR_HOST = env.text("RINGAR_HOST", "ringar.example")  # the right-hand side of calendar UIDs, for ever
RINGAR_ADDRESS = env.text("RINGAR_ADDRESS", f"https://{RINGAR_HOST}")  # what letters of the worker lead to
DEBUG = env.flag("RINGAR_DEBUG")

SECRET_KEY = env.key("RINGAR_SECRET_KEY", RINGAR_DATA, must_be_set=RINGAR_PRODUCTION)
# Comma-separated, newest first: the first encrypts, all decrypt (MultiFernet).
RINGAR_FIELD_KEYS = env.key("RINGAR_FIELD_KEYS", RINGAR_DATA, must_be_set=RINGAR_PRODUCTION).split(",")
# Keys of pseudonyms, a file for each study and recipient: outside the database, and outside its backup.
RINGAR_STUDY_KEYS = Path(env.text("RINGAR_STUDY_KEYS") or RINGAR_DATA / "keys" / "studies")

ALLOWED_HOSTS = env.words("RINGAR_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("RINGAR_TRUSTED_ORIGINS")

# --- Rooms, outermost first (see house order in README.md) ---------------------------------------------
ROOMS = [
    "desk",
    "stewardship",
    "exports",
    "evaluation",
    "referrals",
    "circles",
    "directory",
    "participants",
    "communicators",
    "materials",
    "organisations",
    "accounts",
    "audit",
    "core",
]

INSTALLED_APPS = [
    "modeltranslation",  # before admin, which it extends
    *ROOMS,
    *(["demo"] if RINGAR_DEMO or env.flag("RINGAR_DEMO_COMMANDS", True) else []),
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_standardized_errors",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A register is 60 kB of HTML and 7 kB on the wire. Against BREACH: random padding here, masked tokens in forms.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.BusyDatabaseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.middleware.WrongMethodMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "organisations.middleware.MembershipsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "core.context.page",
                "desk.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.ui"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(f"sqlite:///{RINGAR_DATA / 'ringar.sqlite3'}")}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # Django's defaults lose writes under concurrency ("database is locked"); these lose none.
    # Tests use a file too: an in-memory database is flaky beside a live server.
    DATABASES["default"]["TEST"] = {"NAME": RINGAR_DATA / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Who may enter ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation's link is the verification
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letter to somebody who has no account
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_ADAPTER = "accounts.adapter.SecondStep"
MFA_TOTP_ISSUER = "Ringar"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = not RINGAR_DEMO  # a browser refuses passkeys at an address of digits
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or RINGAR_DEMO
# The second factor is off in the demo only.
RINGAR_SECOND_FACTOR = env.flag("RINGAR_SECOND_FACTOR", default=not RINGAR_DEMO)
RINGAR_IDLE_MINUTES = 30
RINGAR_SESSION_HOURS = 12
RINGAR_PROOF_MINUTES = 15  # how long a sign-in or a new proof opens contact details and releases
ACCOUNT_REAUTHENTICATION_TIMEOUT = RINGAR_PROOF_MINUTES * 60

SESSION_COOKIE_AGE = RINGAR_SESSION_HOURS * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = RINGAR_PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = RINGAR_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if RINGAR_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = RINGAR_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("RINGAR_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Languages and time -------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("ar", "العربية")]
LANGUAGES_BIDI = [*django.conf.global_settings.LANGUAGES_BIDI, "fa-af", "ps"]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
MODELTRANSLATION_DEFAULT_LANGUAGE = "sv"
MODELTRANSLATION_LANGUAGES = ("sv", "en", "ar")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("sv",)

# --- Files and mail -----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = RINGAR_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = RINGAR_DATA / "files"
_collected = (STATIC_ROOT / "staticfiles.json").exists() or env.flag("RINGAR_MANIFEST")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected or RINGAR_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (_collected or RINGAR_PRODUCTION)
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["core.uploads.NeverOnDisk"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("RINGAR_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("RINGAR_SMTP_HOST")
EMAIL_PORT = env.number("RINGAR_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("RINGAR_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("RINGAR_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("RINGAR_SMTP_TLS", True)
DEFAULT_FROM_EMAIL = env.text("RINGAR_FROM_EMAIL", "ringar@ringar.example")

# --- API ----------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    # DRF's views are exempt from LoginRequiredMiddleware: this is the second door.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "core.api.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "core.api.ErrorHandler"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ringar",
    "VERSION": "1",
    "DESCRIPTION": "Circles, sessions with their register, offers, referrals and releases.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    # Each error's code has its own list of values: the hook names them after their operation.
    "ENUM_NAME_OVERRIDES": {
        f"{name}Enum": f"drf_standardized_errors.openapi_serializers.{name}Enum.choices"
        for name in (
            "ValidationError",
            "ClientError",
            "ServerError",
            *(f"ErrorCode{status}" for status in (401, 403, 404, 405, 406, 415, 429, 500)),
        )
    }
    | {
        "ReleaseStatusEnum": "exports.models.Release.Status",
        "ReferralStatusEnum": "referrals.models.Referral.Status",
        "CircleStatusEnum": "circles.models.Circle.Status",
        "SessionStatusEnum": "circles.models.Session.Status",
        "OfferStatusEnum": "directory.models.SupportOffer.Status",
        "AttendanceStatusEnum": "circles.models.AttendanceStatus",
    },
    "POSTPROCESSING_HOOKS": ["drf_standardized_errors.openapi_hooks.postprocess_schema_enums"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "core.redaction.RedactedFormatter", "format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
