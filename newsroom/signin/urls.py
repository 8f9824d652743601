"""The addresses of sign-in, under the names that allauth knows them by where it has one."""

from django.conf import settings
from django.urls import path

from newsroom.signin import entrance, invitations, keeping, own, proving

urlpatterns = [
    path("sign-in/", entrance.SignIn.as_view(), name="account_login"),
    path("sign-in/second/", entrance.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/challenge/", entrance.challenge, name="entrance_challenge"),
    path("sign-in/passkey/", entrance.by_passkey, name="mfa_login_webauthn"),
    path("sign-out/", entrance.SignOut.as_view(), name="account_logout"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("prove/", proving.prove, name="mfa_reauthenticate"),
    path("prove/challenge/", proving.challenge, name="proof_challenge"),
    path("kept/<int:pk>/", keeping.kept_form, name="kept_form"),
    path("my-sign-in/", own.mine, name="mfa_index"),
    path("my-sign-in/app/", own.add_app, name="mfa_activate_totp"),
    path("my-sign-in/app/picture/", own.app_picture, name="app_picture"),
    path("my-sign-in/passkey/", own.add_passkey, name="mfa_add_webauthn"),
    path("my-sign-in/passkey/challenge/", own.passkey_challenge, name="passkey_challenge"),
    path("my-sign-in/codes/", own.new_codes, name="mfa_generate_recovery_codes"),
    path("my-sign-in/factor/<int:pk>/remove/", own.remove_factor, name="remove_factor"),
    path("my-sign-in/password/", own.change_password, name="account_change_password"),
    path("my-sign-in/sessions/", own.end_sessions, name="end_sessions"),
]
if settings.LOCAL:
    urlpatterns.append(path("sign-in/demo/<str:username>/", entrance.as_demo, name="as_demo"))
