"""Numbers that must never be kept are found in the forms people write them in. No database."""

import pytest

from core.identity_numbers import Kind, find, luhn


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("850709-9805", Kind.PERSONAL),
        ("19850709-9805", Kind.PERSONAL),
        ("198507099805", Kind.PERSONAL),
        ("8507099805", Kind.PERSONAL),
        ("850709+9805", Kind.PERSONAL),
        ("850709 9805", Kind.PERSONAL),
        ("٨٥٠٧٠٩-٩٨٠٥", Kind.PERSONAL),
        ("Hon har pnr 850709-9805, ring efter tre", Kind.PERSONAL),
        ("701063-2391", Kind.COORDINATION),
        ("197010632391", Kind.COORDINATION),
        ("LMA-kort 51-123456", Kind.LMA),
        ("51-123456", Kind.LMA),
        ("lma nr: 1234 5678", Kind.LMA),
        ("dossiernummer 12345678", Kind.LMA),
    ],
)
def test_a_number_is_found_and_named(text, kind):
    assert find(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tisdagar 10–12",
        "070-123 45 67",
        "+46 70 123 45 67",
        "850709-9806",  # wrong check digit
        "851309-9805",  # no such month
        "2026-11-24 kl 17.30",
        "rum 850709",
        "Kan vi ta det i stället torsdag den 26 november, 13.00?",
    ],
)
def test_ordinary_text_passes(text):
    assert find(text) is None


def test_luhn_refuses_one_changed_digit():
    assert luhn("8507099805")
    assert not any(luhn("850709980" + digit) for digit in "012346789")
