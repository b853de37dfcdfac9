"""Come in with a code, choose a language, go out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from essaim.core.doors import open_door
from essaim.people.actions import choose_language
from essaim.people.forms import CodeForm, LanguageForm, SignInForm
from essaim.people.signing_in import SignIn


class AskForCode(RequestLoginCodeView):  # type: ignore[misc]
    """One box; whatever the address, a code is sent and the next page asks for it."""

    template_name = "people/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def form_valid(self, form: SignInForm) -> HttpResponse:
        SignIn.begin(self.request, form.cleaned_data["email"])
        return redirect(self.get_success_url())

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("email", "too-many"):
            response.status_code = 429
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"nobody_is_written_to": not (settings.MAIL_URL or settings.MAILS_ON_A_PAGE)}


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch"
)
class GiveCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """The code of the mail; three wrong ones and another mail is needed."""

    template_name = "people/give_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        process = SignIn.resume(request._login_stage)  # type: ignore[attr-defined]
        if process is None:
            return redirect("account_login")
        self.stage, self._process = process.stage, process
        answer: HttpResponseBase = super(ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)
        return answer

    def get_form_class(self) -> type[Any]:
        return super().get_form_class() if self._action == "resend" else CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        query = {"again": "1"} | ({"next": self.get_next_url()} if self.get_next_url() else {})
        return context | {"other_address": f"{reverse('account_login')}?{urlencode(query)}"}


@open_door("whoever wants in gives an address; the answer tells nothing of it", methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponseBase:
    if "again" in request.GET:
        clear_login(request)
    answer: HttpResponseBase = AskForCode.as_view()(request)
    return answer


@open_door("whoever asked for a code gives it back", methods=("GET", "POST"))
def give_code(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = GiveCode.as_view()(request)
    return answer


@open_door("an account that was closed has no other page", methods=("GET",))
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/closed.html", status=403)


@open_door("going out must always work", methods=("GET", "POST"))
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        logout(request, show_message=False)
        return redirect("/")
    return render(request, "people/sign_out.html") if request.user.is_authenticated else redirect("/")


@open_door("a page is read in a language before one signs in", methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language: with the person, or in a cookie for who is not signed in."""
    form = LanguageForm(request.POST)
    response = redirect(_way_back(request))
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        if request.user.is_authenticated:
            choose_language(actor=request.user, language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    # Django takes anything without a slash for the name of a view.
    return asked if ours and asked.startswith("/") else "/"
