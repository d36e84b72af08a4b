"""Signing in, and passwords."""

from allauth.account import forms as allauth

from parishpump.people.forms.plain import PASSWORD_HINT, Plain


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
