"""Invented content for the component gallery."""

from datetime import datetime
from types import SimpleNamespace

from django import forms
from django.utils import timezone

from core.templatetags.ui import Bar


class PlaceForm(forms.Form):
    place = forms.CharField(label="Plats", initial="Mötesplats Linden, rum 2")
    ends = forms.CharField(label="Sluttid")
    day = forms.DateField(label="Dag", required=False, widget=forms.DateInput, help_text="Första träffen.")
    language = forms.ChoiceField(label="Språk", choices=[("ar", "Arabiska"), ("prs", "Dari")])
    answer = forms.ChoiceField(
        label="Svar", choices=[("yes", "Ja"), ("no", "Nej"), ("other", "Annan tid")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Behöver",
        choices=[("childcare", "Barnpassning"), ("travel", "Hjälp med resan")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Deltagaren har sagt ja", required=False, help_text="Muntligt räcker.")
    note = forms.CharField(label="Till handledaren", required=False, widget=forms.Textarea)

    def clean_ends(self):
        if self.cleaned_data["ends"] < "17.30":
            raise forms.ValidationError("Sluttiden måste vara efter 17.30.")
        return self.cleaned_data["ends"]


def card(colour: str, picture: str, number: int) -> SimpleNamespace:
    return SimpleNamespace(colour=colour, picture=picture, number=number)


CARDS = [
    card("blue", "heron", 27), card("green", "pine", 14),
    card("yellow", "butterfly", 8), card("red", "tulip", 31),
    card("blue", "snowflake", 40), card("brown", "acorn", 52),
    card("pink", "feather", 11), card("white", "cloud", 63),
    card("blue", "mountain", 36), card("green", "clover", 88),
    card("yellow", "sun", 70), card("red", "cherry", 19),
    card("grey", "bicycle", 45), card("white", "rabbit", 3),
    card("orange", "lamp", 5), card("green", "leaf", 22),
    card("lilac", "umbrella", 71), card("red", "hat", 90),
    card("orange", "carrot", 17), card("green", "cactus", 66),
    card("grey", "ball", 54), card("brown", "cup", 29),
    card("lilac", "chair", 81),
]  # fmt: skip

STATES = {
    "present": "Här",
    "part": "En stund",
    "notified": "Har meddelat",
    "absent": "Inte här",
    "not_recorded": "Ej markerad",
}


def gallery() -> dict:
    start = timezone.make_aware(datetime(2026, 11, 24, 17, 30))
    states = list(STATES.items())
    tiles = [{"card": one, "state": states[i % 5][0], "word": states[i % 5][1]} for i, one in enumerate(CARDS[:6])]
    data = {"place": "Mötesplats Linden, rum 2", "ends": "16.30", "language": "ar", "answer": "yes"}
    return {
        "cards": CARDS,
        "tiles": tiles,
        "start": start,
        "end": start.replace(hour=20),
        "form": PlaceForm(data),
        "empty_form": PlaceForm({"place": "", "ends": "17.00"}),
        "waiting": [
            Bar("Arabiska", 11, "11, 2 cirklar"),
            Bar("Tigrinya", 7, "7, 0 cirklar", "silent"),
            Bar("Dari", 6, "6, 1 cirkel"),
            Bar("Somaliska", 3, "1–4, 1 cirkel"),
        ],
        "weeks": [
            Bar(f"v {week}", value) for week, value in ((42, 72), (43, 75), (44, 61), (45, 78), (46, 80), (47, 83))
        ],
        "match_tones": ["on", "on", "on", "on", "near"],
        "nearly_tones": ["on", "on", "on", "off", "on"],
        "all_tones": ["on"] * 5,
    }
