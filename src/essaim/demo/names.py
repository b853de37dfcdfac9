"""People who do not exist, named as people around us are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from essaim.engines.rosters.folding import fold

WOMEN = (
    "Camille Sandrine Isabelle Nathalie Florence Céline Valérie Stéphanie Aurélie Émilie Julie Laure "
    "Karine Delphine Virginie Séverine Sabrina Leïla Nadia Fatima Samira Yasmine Aïcha Inès Chloé Manon "
    "Léa Sarah Mathilde Pauline Claire Hélène Anne Sophie Véronique Béatrice Corinne Patricia Sylvie "
    "Martine Agnès Élodie Charlotte Marion Lucie Alice Margaux Noémie Clémence Fanny Amandine Gaëlle "
    "Maëlle Soizic Thi-Lan Mei Awa Fatou Aminata Ioana Magda Carla Lucia Marta"
).split()
MEN = (
    "Thomas Nicolas Julien Karim Mehdi Olivier Laurent David Sébastien Antoine Romain Guillaume Hugo Paul "
    "Mathieu Vincent Benoît Yann Moussa Rachid Samuel Quentin Étienne Jérôme Pierre Bruno Marc Idriss "
    "Adrien"
).split()
FAMILIES = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy "
    "Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller "
    "Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia "
    "Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont "
    "Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard "
    "Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre "
    "Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet "
    "Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis "
    "Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier "
    "Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé "
    "Schneider Fernandez Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton "
    "Besson Langlois Rémy Le_Gall Pelletier Lévêque Perrier Leblanc Barré Lebrun Haddad Benali Traoré "
    "Diallo Nguyen Belkacem Kaci Mansouri Cissé Da_Silva Ferreira Popescu Kowalski Rossi"
).split()


@dataclass(frozen=True, slots=True)
class Named:
    given: str
    family: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


def people(random: Random, *, women: float, domain: str) -> Iterator[Named]:
    """Endless distinct people; `women` is the share of women, `domain` what follows the @."""
    taken: set[str] = set()
    while True:
        given = random.choice(WOMEN if random.random() < women else MEN)
        family = random.choice(FAMILIES).replace("_", " ")
        email = f"{_address(given)}.{_address(family)}@{domain}"
        if email not in taken and given != family:
            taken.add(email)
            yield Named(given, family, email)


def _address(name: str) -> str:
    return fold(name).replace(" ", "-").replace("’", "")
