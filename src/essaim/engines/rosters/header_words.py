"""The words by which columns are recognised, folded: whole headers first, then signs in longer questions."""

from __future__ import annotations

import re

WHOLE = {
    "email": "email|e-mail|mail|courriel|mel|adresse e-mail|adresse email|adresse mail|adresse courriel"
    "|e-mail address|adresse electronique|email address|mail address|adresse de messagerie|votre e-mail"
    "|votre email|your email|e mail",
    "id": "id|identifiant|identifier|matricule|login",
    "name": "name|nom complet|nom et prenom|prenom et nom|nom prenom|prenom nom|nom / prenom|prenom / nom"
    "|full name|participant|participante|personne|votre nom|your name|nom, prenom|prenom, nom|nom & prenom"
    "|prenom & nom|nom usuel|display name|fullname|nom et prenoms",
    "given": "prenom|prenoms|votre prenom|given name|first name|firstname|given|prenom usuel|prenom(s)",
    "family": "nom de famille|family name|last name|lastname|surname|nom d'usage|votre nom de famille|family",
    "languages": "languages|language|langues|langue|langue(s)|langues parlees|langue parlee|spoken languages"
    "|language(s)|langues de travail|working languages",
    "slots": "slots|slot|availability|availabilities|disponibilites|disponibilite|creneaux|creneau|dispos"
    "|dispo|available|disponible|creneau(x)|vos disponibilites|disponibilite(s)|time slots|quand",
    "facilitate": "facilitate|facilitator|facilitators|facilitation|animer|animateur|animatrice|animation"
    "|animateur/animatrice|animatrice/animateur|animateur·rice|animateur.rice|animateur·trice|anime",
    "lead": "lead|leads|lead facilitator|accompagner|referent|referente|referent·e|referent.e"
    "|referent/referente",
    "together": "together|together with|avec",
    "apart": "apart|apart from|sans",
    "met": "met|already met|deja|deja rencontres|cercles precedents|past circles|previous circles",
    "circle": "circle|cercle|cercle actuel|current circle|present circle",
    "ignore": "horodateur|horodatage|timestamp|submitdate|date submitted|date de soumission"
    "|heure de soumission|date d'envoi"
    "|heure de debut|start time|heure de fin|completion time|heure d'achevement|id de la reponse|response id"
    "|graine|seed|derniere page|last page|lastpage|startlanguage|langue de depart|start language|adresse ip"
    "|ip address|ip|url de reference|refurl|referrer url|numero de serie|serial|serial number|sid"
    "|submitted time|completed time|modified time|draft|brouillon|uid|user|utilisateur|username"
    "|heure de la derniere modification|last modified time|startdate|datestamp|date de demarrage"
    "|date started|date de la derniere action|date last action|n°|numero|no.|#|score|points"
    "|numero de soumission|uuid|token|code d'invitation|date de modification|date de creation",
}
EXACT = {word: role for role, words in WHOLE.items() for word in words.split("|")}

# In this order: the first sign found decides. Each is searched for in the folded question.
SIGNS = tuple(
    (role, re.compile("|".join(signs)))
    for role, signs in (
        ("ignore", (r"^horodat", "timestamp", r"\bip\b", "consent", "rgpd", "gdpr", "personal data",
                    "donnees personnelles", r"^commentaires?\b", r"^comments\b", r"^remarques?\b")),
        ("email", (r"\be-?mails?\b", r"\bcourriel\b", r"\bmails?\b", r"\bmel\b", "adresse electronique")),
        ("apart", (r"\b(?:sans|eviter)\b.*\b(?:qui|avec|personnes?)\b", r"\bne\b.*\bpas\b.*\bavec\b",
                   r"\bavec\b.*\bne\b.*\bpas\b", r"\bapart\b", r"\bavoid\b",
                   r"\bnot\b.*\b(?:be|sit|meet)\b.*\bwith\b")),
        ("together", (r"\bavec (?:qui|quelles? personnes?|lesquel)", r"\btogether\b", r"\bwith whom\b",
                      r"\bwho\b.*\bwith\b")),
        ("lead", (r"\baccompagner\b.*\banim", r"\breferente?s?\b", r"\blead facilitator",
                  r"\blook after\b.*facilitat")),
        ("facilitate", (r"\banim(?:er|ateur|atrice|eriez|erais|ation d'un|ez)", r"\bfacilitat(?:e|or|ing)")),
        ("met", (r"\bcercles?\b.*\b(?:precedents?|passes|deja)", r"\bdeja\b.*\bcercles?",
                 r"\b(?:past|previous) circles?")),
        ("circle", (r"^(?:votre|your|mon|my) (?:cercle|circle)", r"\bcercle actuel",
                    r"\b(?:current|present) circle")),
        ("slots", (r"\bdisponib", r"\bcreneau", r"\bdispos?\b", r"\bavailab", r"\btime slots?\b",
                   r"\bquels? (?:moments?|jours?)\b", r"\bquand\b.*\b(?:vous|libre)",
                   r"\bwhen\b.*\b(?:can|could|are|would)\b", r"\bwhich (?:days?|times?)\b")),
        ("languages", (r"\blangues?\b", r"\blanguages?\b")),
        ("given", (r"\bprenoms?\b", r"\b(?:first|given) name")),
        ("family", (r"\bnom de famille\b", r"\b(?:last|family) name")),
        ("name", (r"\bnom\b(?! d[eu']| d'| des)", r"^(?:your |full )?name\b")),
    )
)  # fmt: skip
