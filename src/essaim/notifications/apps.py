from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "essaim.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import erasing

        self.heard = (erasing,)
