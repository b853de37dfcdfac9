"""Boards of a community, under `c/<slug:community>/diagnosis/`, and the room of whoever has a code (`b/`)."""

from __future__ import annotations

from django.urls import path

from ..views import boards, room

urlpatterns = [
    path("b/", room.room_code, name="room-code"),
    path("b/<str:code>/", room.room, name="room"),
    path("b/<str:code>/now/", room.room_now, name="room-now"),
    path("b/<str:code>/live/", room.room_live, name="room-live"),
    path("b/<str:code>/votes/", room.room_votes, name="room-votes"),
    path("b/<str:code>/merging/", room.room_merging, name="room-merging"),
    path("b/<str:code>/removal/", room.room_removal, name="room-removal"),
    path("b/<str:code>/cards/<int:card>/", room.room_card, name="room-card"),
    path("c/<slug:community>/diagnosis/", boards.diagnosis, name="diagnosis"),
    path("c/<slug:community>/diagnosis/new/", boards.diagnosis_new, name="diagnosis-new"),
    path("c/<slug:community>/diagnosis/pin/", boards.swot_pin, name="swot-pin"),
    path("c/<slug:community>/diagnosis/<int:board>/", boards.swot, name="swot"),
    path("c/<slug:community>/diagnosis/<int:board>/settings/", boards.swot_settings, name="swot-settings"),
    path("c/<slug:community>/diagnosis/<int:board>/phase/", boards.swot_phase, name="swot-phase"),
    path("c/<slug:community>/diagnosis/<int:board>/closure/", boards.swot_closure, name="swot-closure"),
    path("c/<slug:community>/diagnosis/<int:board>/opening/", boards.swot_opening, name="swot-opening"),
    path("c/<slug:community>/diagnosis/<int:board>/paper/", boards.swot_paper, name="swot-paper"),
]
