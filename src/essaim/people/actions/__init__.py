"""What people do with their own account."""

from .accounts import change_me, choose_language, welcome

__all__ = ["change_me", "choose_language", "welcome"]
