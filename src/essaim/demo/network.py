"""A company's network of assistants: about 140 people on five sites, at lunch and at the end of the day."""

from __future__ import annotations

from random import Random

from essaim.communities.models import Community, Role
from essaim.engines.grouping.problem import Slot

from .founding import Somebody, ask, forget, gather, offer, weeks_ago
from .names import Named, people

SLUG = "reseau-assistantes"
DOMAIN = "valmont.example"
PILOT = f"florence.garnier@{DOMAIN}"
LEAD = f"nathalie.lambert@{DOMAIN}"
SLOTS = (
    "mon 12:30",
    "tue 12:30",
    "tue 16:45",
    "wed 12:30",
    "thu 12:30",
    "thu 16:45",
    "fri 12:30",
)
SITES = {"Suresnes": 46, "Lyon": 32, "Lille": 26, "Nantes": 20, "Toulouse": 16}
TRADES = {
    "Assistante de direction": 45,
    "Assistante d’équipe": 50,
    "Office manager": 18,
    "Assistante RH": 14,
    "Assistante commerciale": 13,
}
YEARS = {"Moins de 2 ans": 3, "2 à 10 ans": 5, "Plus de 10 ans": 4}
ASKED = {"Site": SITES, "Métier": TRADES, "Ancienneté": YEARS}


def found() -> Community:
    """The community and its people, before its first round."""
    forget(SLUG, DOMAIN)
    community = Community.objects.create(
        name="Réseau des assistantes Valmont",
        slug=SLUG,
        purpose_line="Apprendre les unes des autres et donner une identité forte à notre métier",
        languages=["fr", "en"],
        time_zone="Europe/Paris",
        rhythm_weeks=2,
        meeting_minutes=60,
    )
    slots = offer(community, SLOTS)
    attributes = ask(community, ASKED)
    gather(community, crowd(Random(15)), slots, attributes, arrived=weeks_ago(9))
    return community


def crowd(random: Random) -> list[Somebody]:
    """138 assistants; about one in ten offers to facilitate, one to look after facilitators."""
    named = people(random, women=0.93, domain=DOMAIN)
    first = [
        Somebody(Named("Florence", "Garnier", PILOT), _values(random), roles=(Role.PILOT,)),
        Somebody(
            Named("Nathalie", "Lambert", LEAD), _values(random), roles=(Role.PILOT, Role.LEAD), leads=12
        ),
        Somebody(Named("Sandrine", "Morel", f"sandrine.morel@{DOMAIN}"), _values(random)),
    ]
    told = first + [Somebody(next(named), _values(random)) for _ in range(135)]
    for number, one in enumerate(told):
        one.slots = _slots(random)
        one.preferred = frozenset(
            random.sample(sorted(one.slots), min(len(one.slots), random.choice((0, 1, 1, 2))))
        )
        one.facilitates = 1 if number % 10 == 3 else 0
        if one.leads:
            one.slots = frozenset(Slot.read(text) for text in SLOTS)
        one.languages = ("fr", "en") if random.random() < 0.2 else ("fr",)
    return told


def _values(random: Random) -> dict[str, tuple[str, ...]]:
    return {name: (random.choices(list(shares), list(shares.values()))[0],) for name, shares in ASKED.items()}


def _slots(random: Random) -> frozenset[Slot]:
    liked = random.random()
    lunch = [text for text in SLOTS if "12:30" in text]
    late = [text for text in SLOTS if "16:45" in text]
    chosen = random.sample(lunch, random.choice((1, 2, 3))) if liked < 0.85 else []
    chosen += random.sample(late, random.choice((1, 2))) if liked > 0.55 else []
    return frozenset(Slot.read(text) for text in chosen)
