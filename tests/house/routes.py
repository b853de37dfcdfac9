"""Every route of ours: its name, its parameters and its door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from essaim.core.doors import Door


@dataclass(frozen=True)
class Route:
    name: str
    address: str
    parameters: tuple[str, ...]
    door: Door | None

    @property
    def private(self) -> bool:
        return bool(self.door and self.door.verb)


def routes() -> list[Route]:
    """The routes of the product, without those of allauth."""
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda route: route.address)


def _walk(patterns: list, prefix: str, parameters: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if address.startswith("account/"):
            continue
        known = (*parameters, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield Route(pattern.name or "", address, known, getattr(pattern.callback, "door", None))
        else:
            yield from _walk(pattern.url_patterns, address, known)
