from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        """allauth tells of a wrong code by a signal and nothing else; of a wrong password it tells its adapter."""
        from allauth.mfa.signals import authentication_failed

        from accounts.adapter import note_wrong_code

        authentication_failed.connect(note_wrong_code)
