from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    availability,
    calls,
    community,
    founding,
    invitations,
    mails,
    needs,
    pairings,
    people,
    phrases,
)

inside: list[URLPattern | URLResolver] = [
    path("", community.community, name="community"),
    path("settings/", community.settings, name="community-settings"),
    path("slots/", community.slots, name="community-slots"),
    path("slots/<int:slot>/withdrawal/", community.slot_withdrawal, name="slot-withdrawal"),
    path("slots/<int:slot>/offer/", community.slot_offer, name="slot-offer"),
    path("attributes/", community.attributes, name="community-attributes"),
    path("attributes/<int:attribute>/", community.attribute, name="attribute"),
    path("attributes/<int:attribute>/removal/", community.attribute_removal, name="attribute-removal"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="person-new"),
    path("people/<int:membership>/", people.member, name="member"),
    path("people/<int:membership>/removal/", people.removal, name="member-removal"),
    path("leave/", people.leaving, name="leave"),
    path("left/", people.left, name="left"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:invitation>/", invitations.invitation, name="invitation"),
    path("invitations/<int:invitation>/revocation/", invitations.revocation, name="invitation-revocation"),
    path("needs/", needs.my_needs, name="my-needs"),
    path("availability/", availability.availability, name="availability"),
    path("availability/call/", availability.call, name="availability-call"),
    path("availability/call/<int:call>/messages/", calls.messages, name="call-messages"),
    path("availability/call/<int:call>/messages.csv", calls.messages_file, name="call-messages-file"),
    path("availability/many/", availability.for_many, name="needs-for-many"),
    path("availability/many/<int:change>/undo/", availability.undo, name="needs-undo"),
    path("phrases/", phrases.phrases, name="phrases"),
    path("phrases/sure/", phrases.sure, name="phrases-sure"),
    path("phrases/<int:phrase>/", phrases.phrase, name="phrase"),
    path("mails/", mails.mails, name="community-mails"),
    path("mails/release/", mails.release, name="community-mails-release"),
    path("mails/<int:mail>/again/", mails.again, name="community-mail-again"),
    path("pairings/", pairings.pairings, name="pairings"),
    path("pairings/<int:pairing>/removal/", pairings.removal, name="pairing-removal"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("communities/new/", founding.new, name="community-new"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("needs/<str:token>/", needs.needs_by_link, name="needs-by-link"),
    path("withdraw/<str:token>/", needs.withdrawal, name="withdraw"),
    path("c/<slug:community>/", include(inside)),
]
