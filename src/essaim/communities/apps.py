from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "essaim.communities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import erasing, notices, path, places, rules
        from .queries import folded

        self.heard = (erasing, notices, path, places, rules, folded)
