"""Where one listens, in the navigation of a community."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("surveys", "Surveys"),
        "surveys",
        "messages-square",
        "surveys.see",
        order=27,
        also=(
            "survey",
            "survey-new",
            "survey-settings",
            "survey-texts",
            "survey-questions",
            "question-new",
            "question",
            "question-condition",
            "survey-opening",
            "survey-share",
            "survey-messages",
            "survey-mine",
            "survey-preview",
            "survey-voices",
            "survey-statements",
            "survey-paper",
            "survey-sheet-new",
            "report",
            "sorting",
            "sorting-answers",
            "interviews",
            "interview-guide",
            "interview-new",
            "interview",
            "findings",
            "answers-files",
            "answers-new",
            "answers-file",
        ),
    ),
)
