"""A career-transition collective: 64 people, evenings, some of them in their own words."""

from __future__ import annotations

from random import Random

from essaim.communities.models import Community, Role
from essaim.engines.grouping.problem import Slot

from .founding import Somebody, ask, forget, gather, offer, weeks_ago
from .names import Named, people

SLUG = "en-chemin"
DOMAIN = "enchemin.example"
PILOT = f"clemence.rousseau@{DOMAIN}"
MEMBER = f"marc.delorme@{DOMAIN}"
SLOTS = ("tue 18:30", "tue 20:00", "wed 12:30", "wed 18:30", "thu 18:30", "thu 20:00", "sat 10:00")
STEPS = {"Bilan en cours": 20, "Une idée à éprouver": 18, "En formation": 10, "Je me lance": 12}
FIELDS = {
    "Conseil et gestion": 14,
    "Santé et social": 9,
    "Enseignement": 9,
    "Informatique": 10,
    "Communication": 11,
    "Culture": 7,
    "Industrie": 6,
}
MEETING = ("En visio", "Paris 11e")
ASKED = {"Étape": STEPS, "Domaine d’origine": FIELDS, "Format": MEETING}
PHRASES = (
    "mardi ou jeudi soir",
    "mardi ou jeudi soir",
    "le soir en semaine sauf vacances scolaires",
    "plutôt le mercredi soir",
    "jeudi soir",
    "jeudi soir",
    "n’importe quel soir sauf le vendredi",
    "samedi matin",
    "mardi après 19h, jeudi si besoin",
    "mercredi midi",
    "tous les soirs à partir de 20h",
    "ça dépend de mes gardes",
)
UNKNOWN = 12


def found() -> Community:
    """The community with its list, before its first round."""
    forget(SLUG, DOMAIN)
    community = Community.objects.create(
        name="En chemin",
        slug=SLUG,
        purpose_line="Avancer dans sa transition professionnelle, à dix, une semaine sur deux",
        languages=["fr"],
        time_zone="Europe/Paris",
        rhythm_weeks=2,
        meeting_minutes=120,
    )
    slots = offer(community, SLOTS)
    attributes = ask(community, ASKED, several="Format")
    gather(community, crowd(Random(2020)), slots, attributes, arrived=weeks_ago(1))
    return community


def crowd(random: Random) -> list[Somebody]:
    """64 people: 40 who ticked their slots, 12 who wrote them, 12 of whom nothing is known."""
    named = people(random, women=0.62, domain=DOMAIN)
    told = [
        Somebody(Named("Clémence", "Rousseau", PILOT), _values(random), roles=(Role.PILOT,), leads=8),
        Somebody(Named("Marc", "Delorme", MEMBER), _values(random)),
    ]
    told += [Somebody(next(named), _values(random)) for _ in range(62)]
    for number, one in enumerate(told[: 64 - UNKNOWN]):
        if number < 40:
            one.slots = _slots(random)
            one.preferred = frozenset(random.sample(sorted(one.slots), random.choice((0, 1))))
            one.facilitates = 1 if number in {0, 5, 11, 17, 23, 31} else 0
        else:
            one.text = PHRASES[number - 40]
    return told


def _values(random: Random) -> dict[str, tuple[str, ...]]:
    values = {
        name: (random.choices(list(shares), list(shares.values()))[0],)
        for name, shares in (("Étape", STEPS), ("Domaine d’origine", FIELDS))
    }
    return values | {"Format": random.choice((("En visio",), ("En visio",), MEETING, ("Paris 11e",)))}


def _slots(random: Random) -> frozenset[Slot]:
    shares = (9, 7, 2, 4, 9, 6, 3)
    wanted = random.choice((2, 2, 3, 3, 4))
    return frozenset(Slot.read(text) for text in random.choices(SLOTS, shares, k=wanted))
