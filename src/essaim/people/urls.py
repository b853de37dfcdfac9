from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views.entrance import closed, give_code, language, sign_in, sign_out
from .views.me import me
from .views.privacy import erase, export

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/login/", sign_in, name="account_login"),
    # allauth asks for this name too.
    path("account/login/", sign_in, name="account_request_login_code"),
    path("account/login/code/", give_code, name="account_confirm_login_code"),
    path("account/inactive/", closed, name="account_inactive"),
    path("account/logout/", sign_out, name="account_logout"),
    path("language/", language, name="language"),
    path("me/", me, name="me"),
    path("me/export/", export, name="me-export"),
    path("me/erasure/", erase, name="me-erasure"),
]
