"""A person is known by their e-mail address; everything else they may leave empty."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from essaim.core.privacy import about

from . import naming


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody: an account that opens with a code sent to their address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    initials = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=5, blank=True)
    time_zone = models.CharField(max_length=50, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    privacy = about(
        "pk",
        personal="email name given_name initials language time_zone created_at last_login",
        plain="password is_active is_staff is_superuser groups user_permissions",
        erase="blank",
        reason="circles and facts refer to somebody; after erasure that somebody has no name",
    )

    class Meta:
        ordering = ("name", "email")
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def called(self) -> str:
        return naming.called(self.name, self.given_name, self.email)

    @property
    def monogram(self) -> str:
        return naming.monogram(self.name, self.initials, self.email)

    def zone(self, otherwise: str = "Europe/Paris") -> ZoneInfo:
        return ZoneInfo(self.time_zone or otherwise)
