"""As whom one can look around."""

from __future__ import annotations

from essaim.people.models import Person

from . import collective, network

PARTS = {
    collective.PILOT: "pilote d’« En chemin » : 64 personnes, aucun cercle encore",
    collective.MEMBER: "membre d’« En chemin »",
    network.PILOT: "pilote du « Réseau des assistantes Valmont » : cercles en route",
    network.LEAD: "référente des animatrices du « Réseau des assistantes Valmont »",
}


def who_to_be() -> list[tuple[str, str]]:
    """The addresses one can sign in with, each with the part its person plays; empty without the demo."""
    present = set(Person.objects.filter(email__in=PARTS).values_list("email", flat=True))
    return [(email, part) for email, part in PARTS.items() if email in present]
