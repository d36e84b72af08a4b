"""Codes from an authenticator app, and passkeys."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from parishpump.people.forms.plain import Plain

_CODE = {"code": "Code"}
_SIX_FIGURES = "The six figures that the app shows now."
_EITHER = "The six figures from your authenticator app, or one of your recovery codes."


class CodeForm(Plain, AuthenticateForm):  # type: ignore[misc]
    """The code when signing in."""

    labels = _CODE
    hints = {"code": _EITHER}


class ConfirmCodeForm(Plain, ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something that matters."""

    labels = _CODE
    hints = {"code": _EITHER}


class FirstCodeForm(Plain, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app was set up right."""

    labels = _CODE
    hints = {"code": _SIX_FIGURES}


class PasskeyForm(Plain, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey. Ours can always sign in alone, so the device has to check who holds it."""

    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    labels = {"name": "What do you call it?"}
    hints = {"name": "The device it lives on, such as office laptop."}

    def clean_passwordless(self) -> bool:
        return True


class PasskeyNameForm(Plain, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    labels = {"name": "What do you call it?"}
