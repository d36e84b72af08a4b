"""How allauth keeps second factors for us: encrypted at rest, named in our words."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from parishpump.people.models import Person

_CONTEXT = "second factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals the secrets of authenticator apps and recovery codes, so that a stolen database alone lets nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or it was used already. Wait for the next one and type it.",
        "cannot_generate_recovery_codes": "Recovery codes come with an app or a passkey. Set one up first.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(settings.PARISHPUMP_KEYS.seal_secret(text.encode(), _CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        plain: bytes = settings.PARISHPUMP_KEYS.open_secret(base64.b64decode(encrypted_text), _CONTEXT)
        return plain.decode()

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "My passkey" if number == 1 else f"My passkey {number}"

    def _get_site_name(self) -> str:
        return "Parish Pump"
