"""The key under its passphrase. No database."""

import pytest

from circles.register_import.guard import Refused
from circles.register_import.key import Key, KeyEntry
from circles.register_import.key_file import WrongPassphrase, locked, unlocked
from tests.circles.register_import.books import matrix

ENTRIES = (
    KeyEntry("Blå häger 27-K", "=HYPERLINK(1)", "Vägar vidare 14", "Sahar Karimi"),
    KeyEntry("Brunt ekollon 52-A", "أحمد العلي", "Vägar vidare 15", "Rami [Haddad]/:*?"),
    KeyEntry("Vitt moln 3-B", "Åsa Öberg", "Vägar vidare 15", ""),
)


def test_there_and_back():
    opened = unlocked(locked(Key(ENTRIES), "lösen åäö عربي"), "lösen åäö عربي")
    assert sorted(opened.entries, key=lambda entry: entry.card) == list(ENTRIES)


def test_two_files_of_one_key_differ():
    assert locked(Key(ENTRIES), "samma") != locked(Key(ENTRIES), "samma")


def test_wrong_passphrase():
    with pytest.raises(WrongPassphrase):
        unlocked(locked(Key(ENTRIES), "rätt"), "fel")


@pytest.mark.parametrize(
    "data", [matrix(), b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000], ids=["open list", "empty", "old xls"]
)
def test_file_that_is_no_key(data):
    with pytest.raises(Refused) as refused:
        unlocked(data, "lösen")
    assert refused.value.code == "not_a_key"


def test_changed_file_is_no_key():
    data = bytearray(locked(Key(ENTRIES), "lösen"))
    data[len(data) // 2] ^= 1
    with pytest.raises((Refused, WrongPassphrase)):
        unlocked(bytes(data), "lösen")


def test_one_key_a_leader():
    assert {leader: len(entries) for leader, entries in Key(ENTRIES).by_leader().items()} == {
        "Sahar Karimi": 1,
        "Rami [Haddad]/:*?": 1,
        "": 1,
    }


def test_a_card_stands_once_in_its_circle():
    renamed = KeyEntry("Blå häger 27-K", "Zahra Ali", "Vägar vidare 14", "Sahar Karimi")
    together = Key(ENTRIES).with_entries([renamed])
    assert len(together.entries) == 3
    assert together.named("zahra ali") == (renamed,)


def test_no_name_touches_the_disk(monkeypatch, tmp_path):
    """A library that wrote a temporary file would find no place for it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert unlocked(locked(Key(ENTRIES[:1]), "regn mot rutan"), "regn mot rutan") == Key(ENTRIES[:1])


def test_any_name_comes_back_as_it_was():
    entries = (KeyEntry("Blå häger 27-K", '=1+1 <b> & "Ali" أحمد', "Vägar & <vidare>", "O'Hara & Co"),)
    assert unlocked(locked(Key(entries), "regn mot rutan"), "regn mot rutan") == Key(entries)
