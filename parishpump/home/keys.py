"""The secrets of one installation: made once, kept in files that only its user can read."""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from parishpump.home.errors import HomeError, SecretError, disk_trouble
from parishpump.home.files import write_once
from parishpump.home.folder import Home

SECRET_KEY_VARIABLE = "PARISHPUMP_SECRET_KEY"  # noqa: S105 (the name of a variable)
CREDENTIAL_KEY_VARIABLE = "PARISHPUMP_CREDENTIAL_KEY"

DJANGO_SECRET = "django-secret"  # noqa: S105 (the name of a file)
CREDENTIAL_KEY = "credential-key"

_SEALED = b"pp1."
_NONCE_BYTES = 12
_KEY_BYTES = 32


@dataclass(frozen=True)
class DatabasePasswords:
    """The passwords of the embedded server's three roles."""

    superuser: str = field(repr=False)
    owner: str = field(repr=False)
    app: str = field(repr=False)


@dataclass(frozen=True)
class CredentialKey:
    """Encrypts network credentials and signing keys (AES-256-GCM), bound to the context they belong to."""

    key: bytes = field(repr=False)

    def seal_secret(self, plain: bytes, context: str) -> bytes:
        """Encrypt; what comes out can be opened only with the same context, such as "channel 12"."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _SEALED + nonce + AESGCM(self.key).encrypt(nonce, plain, context.encode())

    def open_secret(self, sealed: bytes, context: str) -> bytes:
        """Decrypt, or raise SecretError where key, context or content do not fit."""
        nonce, body = sealed[len(_SEALED) :][:_NONCE_BYTES], sealed[len(_SEALED) + _NONCE_BYTES :]
        if not sealed.startswith(_SEALED) or len(nonce) < _NONCE_BYTES:
            raise _not_opened()
        try:
            return AESGCM(self.key).decrypt(nonce, body, context.encode())
        except InvalidTag as error:
            raise _not_opened() from error


def django_secret(home: Home, environ: Mapping[str, str] | None = None) -> str:
    """The key that signs sessions and links: PARISHPUMP_SECRET_KEY where several machines share one, else our own."""
    given = _environment(environ).get(SECRET_KEY_VARIABLE, "")
    if not given:
        return _kept(home.keys / DJANGO_SECRET, secrets.token_urlsafe(64))
    if len(given) < 40:
        raise HomeError(f"{SECRET_KEY_VARIABLE} is shorter than 40 characters.", "Set a longer random text.")
    return given


def credential_key(home: Home, environ: Mapping[str, str] | None = None) -> CredentialKey:
    """The key for stored credentials: PARISHPUMP_CREDENTIAL_KEY (32 bytes in base64) or our own."""
    given = _environment(environ).get(CREDENTIAL_KEY_VARIABLE, "")
    if given:
        return CredentialKey(_decoded(given, f"{CREDENTIAL_KEY_VARIABLE} is"))
    made = base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
    path = home.keys / CREDENTIAL_KEY
    return CredentialKey(_decoded(_kept(path, made), f"The key in {path} is"))


def key_texts(home: Home, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The keys that a backup has to carry, by file name, as this installation uses them now."""
    credential = base64.urlsafe_b64encode(credential_key(home, environ).key).decode()
    return {DJANGO_SECRET: django_secret(home, environ), CREDENTIAL_KEY: credential}


def overruled_by(environ: Mapping[str, str], keys: Mapping[str, bytes]) -> tuple[str, ...]:
    """The variables in the environment that would be used instead of these keys, and differ from them."""
    overruling = []
    if given := environ.get(SECRET_KEY_VARIABLE, ""):
        overruling += [SECRET_KEY_VARIABLE] * (given.encode() != keys.get(DJANGO_SECRET))
    if given := environ.get(CREDENTIAL_KEY_VARIABLE, ""):
        ours = _decoded(keys.get(CREDENTIAL_KEY, b"").decode(), "The key in the backup is")
        overruling += [CREDENTIAL_KEY_VARIABLE] * (_decoded(given, f"{CREDENTIAL_KEY_VARIABLE} is") != ours)
    return tuple(overruling)


def database_passwords(home: Home) -> DatabasePasswords:
    """The passwords of the embedded server's roles, made when first asked for."""
    return DatabasePasswords(
        superuser=_kept(home.keys / "database-superuser", secrets.token_hex(32)),
        owner=_kept(home.keys / "database-owner", secrets.token_hex(32)),
        app=_kept(home.keys / "database-app", secrets.token_hex(32)),
    )


def _environment(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ


def _kept(path: Path, made: str) -> str:
    try:
        content = path.read_bytes() if path.exists() else write_once(path, made.encode())
    except OSError as error:
        raise disk_trouble(error, path) from error
    if not content.strip():
        raise HomeError(f"The key file {path} is empty.", "Put it back from a backup; do not make a new one.")
    return content.decode().strip()


def _decoded(text: str, whose: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_"))
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise HomeError(f"{whose} not 32 bytes in base64.", "Put back the key that this installation was set up with.")
    return key


def _not_opened() -> SecretError:
    return SecretError(
        "A stored credential cannot be read: it was kept under another key, or it was changed.",
        "Put back the keys folder from a backup, or enter the credential again.",
    )
