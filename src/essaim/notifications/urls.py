from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views import mail, mail_as_seen, mail_file, mails

urlpatterns: list[URLPattern | URLResolver] = [
    path("mails/", mails, name="mails"),
    path("mails/<int:mail>/", mail, name="mail"),
    path("mails/<int:mail>/seen/", mail_as_seen, name="mail-as-seen"),
    path("mails/<int:mail>/files/<int:file>/", mail_file, name="mail-file"),
]
