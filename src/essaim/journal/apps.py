from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "essaim.journal"
    default_auto_field = "django.db.models.BigAutoField"
