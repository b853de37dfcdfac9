"""What somebody types: an address, a code, what they say of themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.utils.translation import pgettext_lazy

from .models import Person
from .queries import written_address
from .zones import grouped_zones


class SignInForm(forms.Form):
    """The only box: an address, known or not."""

    email = forms.EmailField(
        label=pgettext_lazy("people", "Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True, "inputmode": "email"}),
    )

    def clean_email(self) -> str:
        email = written_address(self.cleaned_data["email"])
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise forms.ValidationError(get_adapter().error_messages["rate_limited"], code="too-many")
        return email


class Emptied(forms.TextInput):
    """A box that comes back empty: a wrong code is typed anew, not mended."""

    def format_value(self, value: Any) -> None:
        return None


class CodeForm(BaseConfirmCodeForm):  # type: ignore[misc]
    """The six digits of the mail; spaces do not matter."""

    code = forms.CharField(
        label=pgettext_lazy("people", "The six digits"),
        max_length=20,
        widget=Emptied(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "size": 9}
        ),
    )


class MeForm(forms.ModelForm[Person]):
    """Everything may stay empty: the name is then the address, language and time zone those of others."""

    class Meta:
        model = Person
        fields = ("name", "given_name", "initials", "language", "time_zone")
        labels = {
            "name": pgettext_lazy("people", "Name"),
            "given_name": pgettext_lazy("people", "What people call you"),
            "initials": pgettext_lazy("people", "Initials"),
            "language": pgettext_lazy("people", "Language"),
            "time_zone": pgettext_lazy("people", "Time zone"),
        }
        help_texts = {
            "name": pgettext_lazy("people", "As the members of your communities will read it."),
            "given_name": pgettext_lazy(
                "people", "Your given name, most often. It opens the e-mails you receive."
            ),
            "initials": pgettext_lazy("people", "One to three letters, for your place in a circle."),
            "language": pgettext_lazy("people", "For the pages and the e-mails."),
            "time_zone": pgettext_lazy("people", "Hours are said to you in this zone."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["given_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["initials"].widget.attrs |= {"autocomplete": "off", "size": 4}
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            help_text=self.fields["language"].help_text,
            required=False,
            choices=[("", pgettext_lazy("people", "That of my browser")), *settings.LANGUAGES],
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            help_text=self.fields["time_zone"].help_text,
            required=False,
            choices=[("", pgettext_lazy("people", "That of the community")), *grouped_zones()],
        )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_given_name(self) -> str:
        return " ".join(self.cleaned_data["given_name"].split())

    def clean_initials(self) -> str:
        initials: str = "".join(self.cleaned_data["initials"].split()).upper()
        if not all(character.isalnum() for character in initials):
            raise forms.ValidationError(pgettext_lazy("people", "Letters and digits only, such as “CM”."))
        return initials


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
