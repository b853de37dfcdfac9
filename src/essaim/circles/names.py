"""Names to propose to circles until their people find their own. They are proper names, not translated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

FRENCH = (
    "Les Passerelles", "Le Gué", "La Boussole", "Les Éclaireuses", "Les Sentiers", "L’Estuaire",
    "Les Balises", "La Clairière", "Le Belvédère", "Les Cairns", "La Source", "L’Archipel", "Les Lucioles",
    "Le Verger", "La Traversée", "Les Embruns", "Le Phare", "Les Alizés", "La Canopée", "Le Refuge",
    "Les Funambules", "L’Escale", "Les Confluences", "Le Sillage", "La Veillée", "Les Semailles",
    "Le Tilleul", "Les Hirondelles", "La Lisière", "Le Grand Large", "Les Ricochets", "L’Atelier",
    "La Rosée", "Les Alouettes", "Le Rucher", "La Margelle", "Les Galets", "Le Levant", "Les Capucines",
    "L’Horizon", "La Fontaine", "Les Quatre Vents", "Le Détour", "Les Racines", "La Volière", "Le Mistral",
    "Les Étoffes", "L’Éclaircie", "La Malle-Poste", "Les Nénuphars", "Le Petit Jour", "Les Mésanges",
    "La Crique", "Le Chemin creux", "Les Sémaphores", "L’Olivier", "La Marée", "Les Coquelicots",
    "Le Bivouac", "La Tramontane", "La Grande Ourse", "Le Ponton",
)  # fmt: skip

ENGLISH = (
    "The Footbridge", "The Ford", "The Compass", "The Pathfinders", "The Byways", "The Estuary",
    "The Beacons", "The Clearing", "The Lookout", "The Cairns", "The Spring", "The Archipelago",
    "The Fireflies", "The Orchard", "The Crossing", "The Sea Spray", "The Lighthouse", "The Trade Winds",
    "The Canopy", "The Haven", "The Tightrope", "The Stopover", "The Confluence", "The Wake",
    "The Fireside", "The Seedlings", "The Lime Tree", "The Swallows", "The Woodland Edge", "The Open Sea",
    "The Skipping Stones", "The Workshop", "The Morning Dew", "The Skylarks", "The Apiary", "The Wellhead",
    "The Pebbles", "The Sunrise", "The Nasturtiums", "The Horizon", "The Fountain", "The Four Winds",
    "The Long Way Round", "The Roots", "The Aviary", "The North Wind", "The Weavers", "The Bright Spell",
    "The Mail Coach", "The Water Lilies", "The Daybreak", "The Finches", "The Cove", "The Hollow Way",
    "The Signal Hill", "The Olive Tree", "The Tide", "The Poppies", "The Campfire", "The Harbour",
    "The Great Bear", "The Landing Stage",
)  # fmt: skip


def names_for(languages: Iterable[str], *, taken: Iterable[str] = ()) -> Iterator[str]:
    """One name after another, in the language given for each, never one that is taken.

    When the list is exhausted, names return with a number: "Le Gué 2".
    """
    given = {name.casefold() for name in taken}
    free = {FRENCH: _free(FRENCH, given), ENGLISH: _free(ENGLISH, given)}
    for language in languages:
        yield next(free[FRENCH if language == "fr" else ENGLISH])


def _free(names: tuple[str, ...], given: set[str]) -> Iterator[str]:
    for turn in count(1):
        for name in names:
            numbered = name if turn == 1 else f"{name} {turn}"
            if numbered.casefold() not in given:
                given.add(numbered.casefold())
                yield numbered
