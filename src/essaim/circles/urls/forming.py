"""Rounds of forming, their searches and their board."""

from __future__ import annotations

from django.urls import path

from ..views import board, rounds, searches

urlpatterns = [
    path("forming/", rounds.rounds, name="rounds"),
    path("forming/new/", rounds.round_new, name="round-new"),
    path("forming/<int:round>/", rounds.forming_round, name="round"),
    path("forming/<int:round>/wishes/", rounds.round_wishes, name="round-wishes"),
    path("forming/<int:round>/people/", rounds.round_people, name="round-people"),
    path("forming/<int:round>/removal/", rounds.round_removal, name="round-removal"),
    path("forming/<int:round>/removal/undo/", rounds.round_back, name="round-back"),
    path("forming/<int:round>/asking/", rounds.round_ask, name="round-ask"),
    path("forming/<int:round>/search/", searches.search, name="search"),
    path("forming/<int:round>/search/stop/", searches.search_stop, name="search-stop"),
    path("forming/<int:round>/proposals/", board.proposals, name="proposals"),
    path("forming/<int:round>/board/", board.board, name="board"),
    path("forming/<int:round>/board/changes/", board.board_change, name="board-change"),
    path("forming/<int:round>/board/<int:number>/opening/", board.board_open, name="board-open"),
    path("forming/<int:round>/board/<int:number>/undo/", board.board_undo, name="board-undo"),
    path("forming/<int:round>/board/<int:number>/redo/", board.board_redo, name="board-redo"),
    path("forming/<int:round>/board/people/<int:membership>/", board.board_person, name="board-person"),
    path("forming/<int:round>/board/circles/<slug:table>/", board.board_circle, name="board-circle"),
    path("forming/<int:round>/board/circles/<slug:table>/asking/", board.board_ask, name="board-ask"),
]
