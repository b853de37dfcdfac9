from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "essaim.home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import tables

        self.heard = (tables,)
