"""What arrives, checked. Errors say where, what and how to mend; nothing typed is lost."""

from .availability import CallForm, ManyForm
from .community import AttributeForm, FoundForm, SettingsForm, SlotsForm
from .invitations import LettersForm, LinkForm
from .needs import NeedsForm
from .pairings import PairForm
from .people import AddForm, FindForm, RolesForm, SearchForm
from .phrases import PhraseForm

__all__ = [
    "AddForm",
    "AttributeForm",
    "CallForm",
    "FindForm",
    "FoundForm",
    "LettersForm",
    "LinkForm",
    "ManyForm",
    "NeedsForm",
    "PairForm",
    "PhraseForm",
    "RolesForm",
    "SearchForm",
    "SettingsForm",
    "SlotsForm",
]
