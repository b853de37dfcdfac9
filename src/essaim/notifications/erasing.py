"""When an account ends: e-mails to others that name the person lose their words."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from essaim.people import erasure
from essaim.people.models import Person

from .models import Attachment, Mail

LEFT_ALONE = (Mail.State.WAITING, Mail.State.SENDING)


@erasure.within
def forget_mentions(person: Person) -> None:
    """Blank what was written to others about somebody. What still has to leave is blanked in time."""
    others = Mail.objects.exclude(person=person).exclude(state__in=LEFT_ALONE)
    near = Q(scope__in=_scopes(person), text__contains=person.called)
    empty_words(others.filter(near | _named(person)))


def empty_words(mails: QuerySet[Mail]) -> None:
    """Keep that a mail was written and sent, not what it said."""
    found = list(mails.values_list("pk", flat=True))
    Attachment.objects.filter(mail__in=found).delete()
    Mail.objects.filter(pk__in=found).update(subject="", text="", html="", reply_to="")


def _named(person: Person) -> Q:
    words = [person.email] + ([person.name] if " " in person.name else [])
    fields = ("subject", "text", "html", "reply_to")
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for word in words for field in fields))


def _scopes(person: Person) -> list[str]:
    return list(
        Mail.objects.filter(person=person).exclude(scope="").values_list("scope", flat=True).distinct()
    )
