"""Django's settings. What differs from one installation to the next comes from the environment and the data folder."""

import os

from csp.constants import NONCE, NONE, SELF

from parishpump.config.database import settings_for
from parishpump.home.folder import Home
from parishpump.home.keys import credential_key, django_secret

HOME = Home.from_environment().create()
PARISHPUMP_KEYS = credential_key(HOME)
PARISHPUMP_DEMO = os.environ.get("PARISHPUMP_DEMO") == "1"
# Networks on this machine or its own net are out of bounds, but for the demonstration network and for tests.
PARISHPUMP_PRIVATE_NETWORKS = PARISHPUMP_DEMO or os.environ.get("PARISHPUMP_PRIVATE_NETWORKS") == "1"

# A delegation may be limited to channels; the room of people lies below theirs, so it is told here whom to ask.
PARISHPUMP_CHANNEL_CHOICES = "parishpump.channels.queries.channel_choices"
PARISHPUMP_ANSWERED = "parishpump.inbox.queries.replies.answered_by"
PARISHPUMP_ASKER = "parishpump.inbox.queries.answers.asker_in"
PARISHPUMP_SAID_OTHERWISE = "parishpump.partners.queries.stated.differences"

SECRET_KEY = django_secret(HOME)
DEBUG = False
ALLOWED_HOSTS = ["*"]  # councils.middleware answers only for the hosts of councils
SECURE_ONLY = os.environ.get("PARISHPUMP_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "parishpump.people",  # before allauth: its templates take the place of allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "parishpump.ui",
    "parishpump.councils",
    "parishpump.archive",
    "parishpump.adoption",
    "parishpump.channels",
    "parishpump.partners",
    "parishpump.publishing",
    "parishpump.inbox",
    "parishpump.portal",
    "parishpump.desk",
    "parishpump.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "parishpump.councils.middleware.council_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "parishpump.people.middleware.acting_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "parishpump.config.urls"
ASGI_APPLICATION = "parishpump.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parishpump.config.frame.frame",
            ],
        },
    }
]

DATABASES = {"default": settings_for(os.environ.get("DATABASE_URL", "postgresql:///parishpump"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "parishpump.people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come in by invitation, whose link proves the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Parish Pump"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_ONLY
ACCOUNT_FORMS = {
    "login": "parishpump.people.forms.account.SignInForm",
    "reset_password": "parishpump.people.forms.account.ForgottenForm",
    "reset_password_from_key": "parishpump.people.forms.account.NewPasswordForm",
    "change_password": "parishpump.people.forms.account.ChangePasswordForm",
    "reauthenticate": "parishpump.people.forms.account.ConfirmForm",
}
# By sender; the rates of signing in are allauth's own.
ACCOUNT_RATE_LIMITS = {"ask": "10/10m/ip", "appeal": "5/10m/ip"}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever's password or second factor changed is told
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_FORMS = {
    "authenticate": "parishpump.people.forms.second_factor.CodeForm",
    "reauthenticate": "parishpump.people.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "parishpump.people.forms.second_factor.FirstCodeForm",
    "add_webauthn": "parishpump.people.forms.second_factor.PasskeyForm",
    "edit_webauthn": "parishpump.people.forms.second_factor.PasskeyNameForm",
}
MFA_ADAPTER = "parishpump.people.second_factor.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation proved the address
USERSESSIONS_TRACK_ACTIVITY = False  # it would write to the database at every look at a page

# Rate limits are counted in the database, so that they hold over every process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_ONLY
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "parishpump.ui.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_ONLY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

EMAIL_BACKEND = os.environ.get("PARISHPUMP_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("PARISHPUMP_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PARISHPUMP_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PARISHPUMP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PARISHPUMP_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PARISHPUMP_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PARISHPUMP_EMAIL_FROM", "parish-pump@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PARISHPUMP_LOG", "WARNING")},
}
