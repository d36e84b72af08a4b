"""The register of people, and every door of signing in that we open: allauth's own, under its own names."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from parishpump.people.views import delegations, invitations, mine, register
from parishpump.people.views.second_factor import AppView, PasskeyView, settled

_sign_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", RedirectView.as_view(pattern_name="my-address"), name="account_email"),
    path("password/change/", settled(account.password_change), name="account_change_password"),
    path("password/set/", RedirectView.as_view(pattern_name="my-account"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sessions/", settled(sessions.list_usersessions), name="usersessions_list"),
]

_second_factor = [
    path("", settled(factor.index), name="mfa_index"),
    path("authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", settled(AppView.as_view()), name="mfa_activate_totp"),
    path("totp/deactivate/", settled(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", settled(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", settled(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", settled(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("webauthn/", settled(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("webauthn/add/", settled(PasskeyView.as_view()), name="mfa_add_webauthn"),
    path("webauthn/login/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("webauthn/reauthenticate/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", settled(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", settled(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]

urlpatterns = [
    path("account/", include(_sign_in)),
    path("account/second-factor/", include(_second_factor)),
    path("councils/", mine.councils, name="councils"),
    path("my-account/", mine.my_account, name="my-account"),
    path("my-account/name/", mine.name, name="my-name"),
    path("my-account/email/", mine.address, name="my-address"),
    path("my-account/email/<str:token>/", mine.new_address, name="new-address"),
    path("people/", register.people, name="people"),
    path("people/new/", register.new_office, name="new-office"),
    path("people/<int:number>/", register.office, name="office"),
    path("people/<int:number>/end/", register.end, name="office-end"),
    path("people/<int:number>/invitation/", invitations.invitation, name="invitation"),
    path("people/<int:number>/delegations/new/", delegations.new, name="delegation-new"),
    path("delegations/<int:number>/", delegations.delegation, name="delegation"),
    path("delegations/<int:number>/revocation/", delegations.revocation, name="revocation"),
    path("invitations/<str:token>/", invitations.invited, name="invited"),
]
