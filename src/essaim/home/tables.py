"""The names under which people read, in the export of their data, what each table says of them."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy as _

from essaim.core.privacy import name_tables

name_tables(
    {
        "people.person": _("home", "Me"),
        "account.emailaddress": _("home", "My address"),
        "account.emailconfirmation": _("home", "Confirmations of my address"),
        "journal.fact": _("home", "What I did"),
        "notifications.mail": _("home", "E-mails written to me"),
        "notifications.attachment": _("home", "Files sent to me"),
        "communities.membership": _("home", "My communities"),
        "communities.roleheld": _("home", "My roles"),
        "communities.departure": _("home", "Communities I left"),
        "communities.invitation": _("home", "Invitations I wrote"),
        "communities.peoplelist": _("home", "Lists I brought"),
        "communities.availability": _("home", "When I can meet"),
        "communities.attributevalue": _("home", "What I answered about myself"),
        "communities.pairing": _("home", "People I asked to sit with, or apart from"),
        "communities.needsbefore": _("home", "What I had answered before a pilot changed it"),
        "surveys.invitee": _("home", "Surveys I was asked to answer"),
        "surveys.sheet": _("home", "What I answered by name"),
        "surveys.openanswer": _("home", "What I wrote by name"),
        "surveys.statement": _("home", "Statements I added"),
        "surveys.moderator": _("home", "Surveys whose statements I read first"),
        "surveys.interview": _("home", "Interviews I gave"),
        "surveys.answersfile": _("home", "Files of answers I brought"),
        "diagnosis.participant": _("home", "Boards on which I took part"),
        "diagnosis.card": _("home", "Cards I wrote"),
        "diagnosis.comment": _("home", "Comments I wrote on cards"),
        "diagnosis.vote": _("home", "Cards I voted for"),
        "diagnosis.grade": _("home", "Grades I gave to strategies"),
        "diagnosis.action": _("home", "Actions I carry"),
        "circles.participation": _("home", "Rounds of forming I took part in"),
        "circles.seat": _("home", "My circles"),
        "circles.seatanswer": _("home", "My answers to invitations"),
    }
)
