"""The places that a signed-in person can go to, by role."""


def navigation(request) -> dict:
    return {"navigation": [], "phone_navigation": []}
