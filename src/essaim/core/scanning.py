"""Addresses that a phone reads from a screen or from paper."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str) -> SafeString:
    """The address as an inline drawing; its colours are set by the style sheet."""
    # Read into memory by whoever looks at such a page, not by every start.
    import segno

    drawn = segno.make(address, micro=False).svg_inline(
        omitsize=True, border=2, svgclass="qr", lineclass="qr__dark", light="white"
    )
    return mark_safe(drawn)  # noqa: S308
