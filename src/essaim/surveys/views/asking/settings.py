"""What a survey promises, its day and its words; and the same in the other languages."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ...actions.asking.refusals import Refused
from ...actions.asking.settings import change_settings, put_into
from ...forms.asking.survey import MODE_NOTES, MODES, SettingsForm
from ...forms.asking.texts import TextsForm
from ...kinds import Kind
from ...models import Question, Survey
from ...queries.asking import has_answers, questions_of
from ...queries.things import survey_for


@door("surveys.steer", find=survey_for)
def survey_settings(request: SignedIn, survey: Survey) -> HttpResponse:
    votes = Question.objects.filter(survey=survey, kind=Kind.STATEMENTS).exists()
    form = SettingsForm(request.POST or None, survey=survey, votes=votes)
    if form.is_valid():
        try:
            change_settings(actor=request.user, survey=survey, **form.settings())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say(request, pgettext("surveys", "Kept."))
            return redirect("survey", survey.community.slug, survey.pk)
    context = {
        "community": survey.community,
        "survey": survey,
        "form": form,
        "mode": dict(MODES)[survey.mode],
        "mode_note": MODE_NOTES[survey.mode],
    }
    return render(request, "surveys/asking/settings.html", context, status=422 if form.errors else 200)


@door("surveys.steer", find=survey_for)
def survey_texts(request: SignedIn, survey: Survey) -> HttpResponse:
    """All texts in another language of the community, `?in=en`; the second one unless said."""
    others = survey.community.languages[1:]
    language = request.GET.get("in", next(iter(others), ""))
    if language not in others and others:
        raise Http404
    questions = [] if survey.is_closed else questions_of(survey)
    form = TextsForm(request.POST or None, survey=survey, questions=questions, language=language)
    if language and form.is_valid():
        try:
            put_into(actor=request.user, survey=survey, language=language, words=form.words())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say(request, pgettext("surveys", "Kept."))
            return redirect("survey", survey.community.slug, survey.pk)
    context = {
        "community": survey.community,
        "survey": survey,
        "form": form,
        "language": language,
        "mending": has_answers(survey),
        "closed": survey.is_closed,
    }
    return render(request, "surveys/asking/texts.html", context, status=422 if form.errors else 200)
