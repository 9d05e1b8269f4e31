"""The words that the catalogue is filled with."""

from directory import reference
from directory.models import TargetGroup


def test_an_arabic_name_has_the_arabic_comma(db):
    reference.seed()
    assert not TargetGroup.objects.filter(name_ar__contains=",").exists()
    assert TargetGroup.objects.filter(name_ar__contains="،").exists()
