"""The words of availability, folded (no case, no accents), in the order in which they are looked for.

Times of day are windows of starting minutes, the end left out: an evening slot starts from 17:30 on.
"""

from __future__ import annotations

import re

from essaim.engines.rosters.days import DAY_WORDS, TIME_PATTERN

END_OF_DAY = 24 * 60
WEEKDAYS = frozenset(range(5))
WEEKEND = frozenset((5, 6))
EVERY_DAY = frozenset(range(7))

PARTS = (
    (r"entre midi et (?:2|deux)\b(?:\s?h(?:eures)?\b)?|midi[ -]deux", "12:00", "14:00"),
    (r"toute la journee|all day(?: long)?", "0:00", "24:00"),
    (r"(?:en )?fin de (?:la )?matinee|late morning", "10:30", "12:30"),
    (r"(?:en )?debut de matinee|(?:tres )?tot le matin|early (?:in the )?mornings?", "0:00", "9:30"),
    (r"(?:en )?debut d'apres[- ]?midi|early afternoons?", "13:00", "15:00"),
    (r"(?:en )?fin d'apres[- ]?midi|late afternoons?", "16:00", "18:30"),
    (r"(?:en )?fin de (?:la )?journee|(?:at the )?end of (?:the )?day", "16:30", "20:00"),
    (r"apres (?:le |mon )?(?:travail|boulot|bureau)|after (?:work|office hours)", "17:00", "24:00"),
    (r"(?:en )?debut de soiree|early (?:in the )?evenings?", "17:30", "20:00"),
    (r"(?:en )?fin de soiree|tard (?:le soir|en soiree)|late (?:in the )?evenings?", "20:00", "24:00"),
    (r"apres[- ]?midis?|aprems?|afternoons?", "13:00", "18:00"),
    (r"matin(?:s|ees?)?|mornings?", "5:00", "12:00"),
    (r"(?:pauses? )?(?:dejeuners?|de midi)|lunch(?:[- ]?(?:times?|breaks?|hours?))?", "11:30", "14:00"),
    (r"soir(?:s|ees?)?|evenings?|nights?", "17:30", "24:00"),
    (r"(?:en |la |pendant la |dans la )?journees?|daytime|during the day|heures? de bureau"
     r"|office hours", "8:00", "18:00"),
)  # fmt: skip
NOON_PART = ("11:30", "14:00")
NOON = 12 * 60

ANY = (
    r"n'importe (?:quand|quel(?:le)?s?(?: (?:jours?|moments?|creneaux?|heures?))?|lequel)"
    r"|quand (?:vous voulez|tu veux)"
    r"|tout le temps|toujours|peu importe|any ?time|whenever(?: you like| suits you)?|any(?: day| slot)?"
    r"|every ?day"
    r"|tous les (?:jours|creneaux)|toutes les (?:plages|dates|heures)|tout me (?:va|convient)"
    r"|all (?:the )?slots"
    r"|(?:aucune|pas de|sans) (?:contraintes?|preferences?)|no (?:preferences?|constraints?)|flexible"
    r"|tous(?: les)?"
    r"|toutes(?: les)?|chaque|every|each|all"
)
# Rhythms and turns of phrase that no weekly slot can say: they are left over, whole.
UNSAYABLE = (
    r"(?:les |une |1 )?semaines? (?:sur (?:deux|2)|paires?|impaires?|prochaines?)|(?:par|per) (?:semaine"
    r"|week)"
    r"|(?:une? |1 )?(?:fois )?sur (?:deux|2)|every other(?: week)?|(?:even|odd) weeks?|(?:a|next) week"
    r"|pas trop \w+|not too \w+"
)
WEEKDAY_WORDS = (
    r"(?:(?:en|la|de|pendant la|dans la|sur la) )?semaine|jours? (?:ouvres?|ouvrables?|de (?:la )?semaine)"
    r"|(?:during the )?week ?days?|(?:during )?the week|week(?= ?nights?| evenings?)"
)
WEEKEND_WORDS = r"(?:(?:en|le|les) )?week[- ]?ends?|(?:le|les) we|we(?=\s*(?:$|[,;.)]))"
# In French "mon" is "my", unless what follows can only follow a day.
MONDAY = (
    r"mon(?=\.?\s*(?:$|[,;/&+\-0-9)]|(?:and|or|to|mornings?|evenings?|afternoons?|noon|lunch\w*|nights?"
    r"|at|after"
    r"|before|from|tue|wed|thu|fri)\b))"
)
SAME_WORD = {"mon"}
DAYS = "|".join(sorted(DAY_WORDS.keys() - SAME_WORD, key=len, reverse=True))

KINDS = (
    ("hard", r"[;.\n…]+(?!\d)"),
    ("open", r"[(\[]"),
    ("close", r"[)\]]"),
    ("skip", r"(?:chaque|toutes les) semaines?|every week|weekly|pas de (?:soucis?|problemes?)"
             r"|no problems?|le plus"),
    ("word", UNSAYABLE),
    *((f"part {start} {end}", words) for words, start, end in PARTS[:1]),
    ("onwards", r"(?:et|ou) (?:plus(?: tard)?|apres|au-dela)|(?:and|or) (?:later|after)|onwards?|passees?"
                r"|\+(?!\w)"),
    ("after", r"(?:pas|not) (?:avant|before)|a (?:partir|compter) (?:de |du |d')?|starting (?:at|from)"),
    ("before", r"(?:pas|not) (?:apres|after)|(?:pas|no) (?:plus tard|later) (?:que|than)"
               r"|au plus tard(?: a)?"),
    *((f"part {start} {end}", words) for words, start, end in PARTS[1:]),
    ("noon", r"midis?|noon|midday"),
    ("after", r"apres|after|des(?=\s*\d)|from(?=\s*\d)|past(?=\s*\d)|au-dela de"),
    ("before", r"avant|before|jusqu'(?:au?|en)|until|till"),
    ("between", r"entre|between"),
    ("about", r"vers|aux alentours de|environ|autour de|around|about(?=\s*\d)"),
    ("weekdays", WEEKDAY_WORDS),
    ("weekend", WEEKEND_WORDS),
    ("any", ANY),
    ("not", r"(?:en )?dehors (?:de|des|du)|outside(?: of)?|plutot pas|rather not|mais pas|but not"),
    ("not", r"sauf|except(?:e|ee|es|ees|ing|ion)?(?: for)?|hors|hormis|a part|a l'exception (?:de|du|des"
            r"|d')|excluding"
            r"|other than|sans"),
    ("never", r"pas|jamais|ni|never|not|no|can't|cannot|don't|isn't|aucune?s?|not on|nowhere"),
    ("unable", r"non|indisponibles?|impossibles?|unavailable|pris[e]?"),
    ("weak", r"eventuellement|si (?:besoin|necessaire)|a la rigueur|parfois|sometimes|if (?:needed"
             r"|necessary|need be)"
             r"|possibly|maybe|peut[- ]etre|au pire|exceptionnellement|voire"),
    ("preferred", r"plutot|de preference|preferablement|preferentiellement|preferably|idealement"
                  r"|l'ideal(?: serait)?"
                  r"|ideally|(?:je |j'ai )?(?:une )?(?:prefere(?:e|es|s|rais)?|preference)(?: pour)?"
                  r"|(?:i )?prefer(?:red)?"
                  r"|i'd rather|surtout|(?:le )?mieux(?: serait)?|rather|best|en priorite|principalement"
                  r"|mainly|mostly"),
    ("only", r"uniquement|seulement|only|que|just|exclusivement"),
    ("besides", r"but"),
    ("but", r"mais|however|par contre|cependant|en revanche|sinon|otherwise"),
    ("time", TIME_PATTERN),
    ("number", r"\d{1,2}(?!\d)"),
    ("day", rf"(?:{DAYS}|{MONDAY})\.?(?![\w'])"),
    ("to", r"-+|–|—|→|a|au|aux|to|thru|through"),
    ("and", r"et/ou|et|ou|and/or|and|or|&|/|\+|ainsi que|puis|aussi|also|as well as|comme|both"),
    ("comma", r",|:"),
    ("bang", r"!+"),
    ("skip", r"le|la|les|l'|l|de|du|des|d'|d|en|on|in|at|the|of|from|for|je|j'|i'm|i'd|i'll|i|im|we|suis"
             r"|am|are|be"
             r"|peux|pourrais"
             r"|can|could|would|do|is|it|disponibles?|dispos?|available|free|libres?|moi|me|my|mon|mes|ma"
             r"|m'|ca|cela"
             r"|c'est|est|sont|serait|sera|va|vont|convient|conviennent|convenir|irait|bien|parfait"
             r"|parfaits?|ideal|ideaux"
             r"|ok|oui|yes|possibles?|possible|works?|fine|good|great|well|suits?|slots?|creneaux?|jours?"
             r"|days?|horaires?"
             r"|heures?|hours?|times?|un|une|a|an|ne|n'|y|pour|par|avec|pendant|during|dans|vos|nos|votre"
             r"|notre|tout|toute"
             r"|merci|thanks?|please|svp|bonjour|hello|seul|seule|ce|cette|ces|sur|if|si|soit|either|etre"
             r"|avoir|ai|j'ai"
             r"|rdv|reunions?|rencontres?|ateliers?|meetings?|moments?|plages?|il|faut|faudrait"
             r"|alors|donc|so|that"
             r"|this|bonne?s?|encore|eux|choix|semble|soirs-la|hui"),
    ("skip", r"[?'\"«»*•·=<>]+"),
    ("word", r"\w[\w'’-]*|\S"),
)  # fmt: skip


def whole(words: str) -> re.Pattern[str]:
    """A pattern that stops at the borders of words, where it begins or ends with a letter or a digit."""
    return re.compile(rf"(?:(?=\w)(?<!\w)|(?=\W))(?:{words})(?:(?<=\w)(?!\w)|(?<=\W))")


PATTERNS = tuple((kind, whole(words)) for kind, words in KINDS)
