"""Tell both stories from the beginning."""

from __future__ import annotations

from django.db import transaction

from . import collective, findings, listening, living, network, planning, together, weighing


@transaction.atomic
def everything() -> None:
    """Empty the demo's communities and fill them again, the same every time but for the dates."""
    chemin = collective.found()
    listening.listening(chemin)
    together.looking(chemin)
    valmont = network.found()
    findings.read(listening.listened(valmont))
    board = together.looked(valmont)
    living.live(valmont)
    planning.planned(valmont, board, weighing.weighed(valmont, board))
