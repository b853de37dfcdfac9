"""Who hears about circles, and in which words. Only those concerned; each thing once."""

from . import changes, invitations

__all__ = ["changes", "invitations"]
