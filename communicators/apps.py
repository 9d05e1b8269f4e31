from django.apps import AppConfig


class CommunicatorsConfig(AppConfig):
    name = "communicators"
