"""Making, sending and closing a survey."""

from __future__ import annotations

from django.urls import path

from ..views.asking import questions, sending, settings, surveys, thanking

urlpatterns = [
    path("", surveys.surveys, name="surveys"),
    path("new/", surveys.survey_new, name="survey-new"),
    path("<int:survey>/", surveys.survey, name="survey"),
    path("<int:survey>/copy/", surveys.survey_copy, name="survey-copy"),
    path("<int:survey>/version/", surveys.survey_version, name="survey-version"),
    path("<int:survey>/removal/", surveys.survey_removal, name="survey-removal"),
    path("<int:survey>/settings/", settings.survey_settings, name="survey-settings"),
    path("<int:survey>/texts/", settings.survey_texts, name="survey-texts"),
    path("<int:survey>/questions/", surveys.survey_questions, name="survey-questions"),
    path("<int:survey>/questions/new/", questions.question_new, name="question-new"),
    path("<int:survey>/questions/back/", questions.question_back, name="question-back"),
    path("<int:survey>/questions/<int:question>/", questions.question, name="question"),
    path(
        "<int:survey>/questions/<int:question>/condition/",
        questions.question_condition,
        name="question-condition",
    ),
    path("<int:survey>/questions/<int:question>/place/", questions.question_move, name="question-move"),
    path(
        "<int:survey>/questions/<int:question>/removal/", questions.question_removal, name="question-removal"
    ),
    path("<int:survey>/opening/", sending.survey_opening, name="survey-opening"),
    path("<int:survey>/more/", sending.survey_more, name="survey-more"),
    path("<int:survey>/share/", sending.survey_share, name="survey-share"),
    path("<int:survey>/reminder/", sending.survey_reminder, name="survey-reminder"),
    path("<int:survey>/closing/", sending.survey_closing, name="survey-closing"),
    path("<int:survey>/reopening/", sending.survey_reopening, name="survey-reopening"),
    path("<int:survey>/thanks/", thanking.survey_thanking, name="survey-thanking"),
    path("<int:survey>/messages/", sending.survey_messages, name="survey-messages"),
    path("<int:survey>/messages.csv", sending.survey_messages_file, name="survey-messages-file"),
]
