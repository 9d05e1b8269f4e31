"""Where letters lead."""

from core.site import whole_address


def test_a_letter_of_the_worker_leads_to_the_address_that_is_set(settings):
    assert whole_address("/releases/") == f"https://{settings.RINGAR_HOST}/releases/"
    settings.RINGAR_ADDRESS = "http://127.0.0.1:8000"
    assert whole_address("/releases/") == "http://127.0.0.1:8000/releases/"
