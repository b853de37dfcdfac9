"""Tell both stories from the beginning."""

from __future__ import annotations

from django.db import transaction

from . import collective, findings, listening, living, network


@transaction.atomic
def everything() -> None:
    """Empty the demo's communities and fill them again, the same every time but for the dates."""
    listening.listening(collective.found())
    valmont = network.found()
    findings.read(listening.listened(valmont))
    living.live(valmont)
