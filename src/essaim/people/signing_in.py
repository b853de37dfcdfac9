"""Sign in by e-mail code with allauth's own stages, with one difference: an unknown address gets a code too.

The account is made when the code comes back, so that nobody is written down because somebody else typed their
address, and so that the answers are the same whether the address is known or not.
"""

from __future__ import annotations

from uuid import uuid4

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from .actions.accounts import welcome
from .queries import person_at

WAITING_MAIL = "sign-in:{}"


class SignIn(LoginCodeVerificationProcess):  # type: ignore[misc]
    """Somebody gave an address and has to give back the code sent to it."""

    @classmethod
    def begin(cls, request: HttpRequest, email: str) -> SignIn:
        """Send a code and remember in the session that it is awaited."""
        person = person_at(email)
        state = cls.initial_state(user=person, email=email) | {"initiated_by_user": True}
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(state)
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> SignIn | None:
        found: SignIn | None = cls(stage).abort_if_invalid()
        return found

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        send_code(email, self.generate_code())

    def finish(self, redirect_url: str | None) -> HttpResponse:
        self._user = welcome(email=self.state["email"])
        response: HttpResponse = super().finish(redirect_url)
        return response


def send_code(email: str, code: str) -> None:
    """Write the mail with the code, in the language of the page."""
    context = {"code": f"{code[:3]} {code[3:]}", "email": email, "language": get_language()}
    mail = EmailMultiAlternatives(
        subject=" ".join(render_to_string("people/mails/sign_in_code.subject.txt", context).split()),
        body=render_to_string("people/mails/sign_in_code.txt", context),
        to=[email],
        headers={"X-Essaim-Key": WAITING_MAIL.format(uuid4())},
    )
    mail.attach_alternative(render_to_string("people/mails/sign_in_code.html", context), "text/html")
    mail.send()
