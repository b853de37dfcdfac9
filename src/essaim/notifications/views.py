"""The post box of development and of the demo: every mail on a page, since trying needs no mail server."""

from __future__ import annotations

from urllib.parse import quote

from csp.constants import NONE, SELF
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from essaim.core.doors import open_door
from essaim.core.pages import page_of

from .models import Attachment, Mail

OPEN_HERE = "mails are on a page in development and in the demo only; elsewhere this is not found"


def any_mail(*, mail: int) -> Mail:
    """A mail of the post box. Raises Http404 where there is none, or where mails are private."""
    _only_where_mails_are_on_a_page()
    found = Mail.objects.filter(pk=mail).prefetch_related("attachments").first()
    if found is None:
        raise Http404
    return found


def any_file(*, mail: int, file: int) -> Attachment:
    """A file of a mail of the post box. Raises Http404."""
    _only_where_mails_are_on_a_page()
    found = Attachment.objects.filter(pk=file, mail_id=mail).first()
    if found is None:
        raise Http404
    return found


@open_door(OPEN_HERE)
def mails(request: HttpRequest) -> HttpResponse:
    """All mails, newest first; `?to=` those of one address, `?newest=` the last one sent there."""
    _only_where_mails_are_on_a_page()
    to, newest = (request.GET.get(name, "").strip() for name in ("to", "newest"))
    found = Mail.objects.order_by("-id").only("to", "subject", "state", "created_at")
    last = found.filter(to__iexact=newest).first() if newest else None
    if last:
        return redirect("mail", mail=last.pk)
    page = page_of(request, found.filter(to__iexact=to or newest) if to or newest else found)
    return render(request, "notifications/mails.html", {"page": page, "to": to or newest})


@csp_update({"frame-src": [SELF]})
@open_door(OPEN_HERE, find=any_mail)
def mail(request: HttpRequest, mail: Mail) -> HttpResponse:
    return render(request, "notifications/one_mail.html", {"mail": mail})


# A mail carries its style inside, as mail programs want it. Shown alone, it runs no script, asks for nothing.
@csp(
    {
        "default-src": [NONE],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-top-navigation-by-user-activation"],
    }
)
@xframe_options_sameorigin
@open_door(OPEN_HERE, find=any_mail)
def mail_as_seen(request: HttpRequest, mail: Mail) -> HttpResponse:
    """The HTML alone, for a frame; its links open in the whole window."""
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html.replace("<head>", '<head><base target="_top">', 1))


@open_door(OPEN_HERE, find=any_file)
def mail_file(request: HttpRequest, file: Attachment) -> HttpResponse:
    response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return response


def _only_where_mails_are_on_a_page() -> None:
    if not settings.MAILS_ON_A_PAGE:
        raise Http404
