"""Signing in, passwords, and by what name and address somebody is known."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.core.exceptions import ValidationError

from parishpump.people.forms.plain import PASSWORD_HINT, Plain
from parishpump.people.models import Person
from parishpump.ui.forms import PumpForm


class SignInForm(Plain, allauth.LoginForm):  # type: ignore[misc]
    """Email address and password."""

    labels = {
        "login": "Email address",
        "password": "Password",
        "remember": "Stay signed in on this computer for 12 hours",
    }
    hints = {"remember": "Leave this empty on a computer that others use."}


class ForgottenForm(Plain, allauth.ResetPasswordForm):  # type: ignore[misc]
    """To which address the link for a new password goes."""

    labels = {"email": "Email address"}


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link from the email."""

    labels = {"password1": "New password", "password2": "The same again"}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):  # type: ignore[misc]
    """A new password, by somebody who knows the old one."""

    labels = {"oldpassword": "Your password of now", "password1": "New password", "password2": "The same again"}
    hints = {"password1": PASSWORD_HINT}


class ConfirmForm(Plain, allauth.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    labels = {"password": "Password"}


class NameForm(PumpForm):
    """By what name colleagues know somebody."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        help_text="For colleagues. The public sees your office only.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class AddressForm(PumpForm):
    """Another address to sign in with."""

    email = forms.EmailField(
        label="New email address",
        max_length=254,
        help_text="A link goes there. Until you open it and confirm, nothing changes.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == self.person.email:
            raise ValidationError("You sign in with this address already. Type the new one.")
        return email
