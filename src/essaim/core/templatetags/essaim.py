"""Small words of the templates."""

from __future__ import annotations

from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essaim.core.once import FIELD

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """The hidden key that makes a form safe to send twice."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())
