"""import_register as the operator and the coordinator run it, with real files and the real child process."""

import io
import json
import logging

import pytest
from django.core.management import call_command
from django.db import connection

from circles.management.commands.import_register import Command
from circles.models import Circle, ImportBatch
from circles.register_import.key_file import unlocked
from participants.models import Participant
from tests.circles.register_import.books import MARKS, PEOPLE, book_of, matrix_rows, saved
from tests.circles.register_import.hostile import HOSTILE
from tests.circles.register_import.importing import NEW, more_people

pytestmark = pytest.mark.django_db
SECRET = "regn mot rutan 7"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch):
    monkeypatch.setenv("RINGAR_KEY_PASSPHRASE", SECRET)


def run(*args, by="eva@ringar.example") -> tuple[dict, int]:
    """(JSON, exit status)"""
    return told_by(*map(str, args), *(["--by", by] if by else []), "--json")


def told_by(*argv: str) -> tuple[dict, int]:
    out = io.StringIO()
    try:
        call_command("import_register", *argv, stdout=out)
    except SystemExit as stopped:
        return json.loads(out.getvalue()), stopped.code
    return json.loads(out.getvalue()), 0


def sentences(told: dict) -> list[str]:
    return [error["sentence"] for error in told["errors"]]


@pytest.fixture
def file(tmp_path):
    def _file(name="lista.xlsx", data=None, **parts):
        path = tmp_path / name
        path.write_bytes(data or saved(book_of(matrix_rows(**{"facts": NEW, **parts}), "Vägar vidare 90")))
        return path

    return _file


def test_report_has_what_others_rely_on(world, file, tmp_path):
    told, status = run(file(), "--key", tmp_path / "nyckel.xlsx")
    assert (status, told["saved"], told["unchanged"], told["errors"], told["doubts"]) == (0, True, False, [], [])
    assert (told["sessions"], told["participants"]) == (3, 3)
    assert told["attendance"] == {"present": 5, "part": 1, "notified": 1, "absent": 1, "not_recorded": 1}
    [circle] = told["circles"]
    assert (
        circle.items()
        >= {
            "title": "Vägar vidare 90",
            "municipality": "Malmö",
            "language": "dari",
            "leader": "Sahar Karimi",
            "sessions": 3,
            "participants": 3,
        }.items()
    )


def test_same_file_twice_changes_nothing_and_says_so(world, file, tmp_path):
    path = file()
    run(path, "--key", tmp_path / "nyckel.xlsx")
    before = Participant.objects.count(), (tmp_path / "nyckel.xlsx").read_bytes()
    told, status = run(path, "--key", tmp_path / "nyckel.xlsx")
    assert (status, told["saved"], told["unchanged"], told["errors"]) == (0, False, True, [])
    assert (told["sessions"], told["participants"]) == (3, 3)
    assert (Participant.objects.count(), (tmp_path / "nyckel.xlsx").read_bytes()) == before


def test_dry_run_saves_nothing_and_writes_no_key(world, file, tmp_path):
    told, status = run(file(), "--dry-run", "--key", tmp_path / "nyckel.xlsx")
    assert (status, told["saved"], told["participants"]) == (0, False, 3)
    assert not Circle.objects.filter(title="Vägar vidare 90").exists()
    assert not (tmp_path / "nyckel.xlsx").exists()


def test_error_stops_everything(world, file, tmp_path):
    marks = [["x", "kanske", "del"], *MARKS[1:]]
    told, status = run(file(marks=marks), "--key", tmp_path / "nyckel.xlsx")
    assert (status, told["saved"]) == (1, False)
    [error] = told["errors"]
    assert (error["sheet"], error["row"], error["column"], error["heading"]) == ("Vägar vidare 90", 8, "E", "Närvaro")
    assert error["sentence"].startswith("Markeringen känns inte igen.")
    assert not Circle.objects.filter(title="Vägar vidare 90").exists()
    assert not (tmp_path / "nyckel.xlsx").exists()


def test_next_edition_with_the_key(world, file, tmp_path):
    first, second = tmp_path / "nyckel.xlsx", tmp_path / "nyckel-2.xlsx"
    run(file(), "--key", first)
    people, marks = more_people("Nadia Said"), [*([*row, "x"] for row in MARKS), [None, None, None, "x"]]
    path = file("mars.xlsx", people=people, marks=marks)
    without, status = run(path)
    assert (status, [error["sentence"] for error in without["errors"]]) == (
        1,
        ["Cirkeln finns redan i Ringar. Ta med nyckeln från förra importen, så att ingen räknas två gånger."],
    )
    before = Participant.objects.count()
    told, status = run(path, "--key-in", first, "--key", second)
    assert (status, told["saved"], Participant.objects.count() - before) == (0, True, 1)
    assert {entry.name for entry in unlocked(second.read_bytes(), SECRET).entries} == {name for name, _, _ in people}


def test_a_key_that_is_there_is_added_to_and_never_lost(world, file, tmp_path):
    key = tmp_path / "nyckel.xlsx"
    run(file(), "--key", key)
    run(
        file(
            "annan.xlsx",
            facts=NEW | {"Cirkel:": "Vägar vidare 91"},
            people=[("Nadia Said", "K", 1981)],
            marks=MARKS[:1],
        ),
        "--key",
        key,
    )
    found = unlocked(key.read_bytes(), SECRET)
    assert sorted({entry.circle for entry in found.entries}) == ["Vägar vidare 90", "Vägar vidare 91"]
    assert key.stat().st_mode & 0o077 == 0


def test_wrong_passphrase(world, file, tmp_path, monkeypatch):
    key = tmp_path / "nyckel.xlsx"
    run(file(), "--key", key)
    monkeypatch.setenv("RINGAR_KEY_PASSPHRASE", "fel")
    told, status = run(file("mars.xlsx", marks=[[*row, "x"] for row in MARKS]), "--key-in", key)
    assert status == 1
    assert "Lösenfrasen" in told["errors"][0]["sentence"]


def test_key_needs_a_passphrase_before_anything_is_saved(world, file, tmp_path, monkeypatch):
    monkeypatch.delenv("RINGAR_KEY_PASSPHRASE")
    told, status = run(file(), "--key", tmp_path / "nyckel.xlsx")
    assert (status, sentences(told)) == (1, ["Nyckeln behöver en lösenfras. Sätt den i RINGAR_KEY_PASSPHRASE."])
    assert not ImportBatch.objects.exists()


def test_key_that_cannot_be_written_saves_nothing(world, file, tmp_path):
    told, status = run(file(), "--key", tmp_path / "finns-inte" / "nyckel.xlsx")
    assert (status, sentences(told)) == (
        1,
        ["Nyckeln i --key går inte att skriva där, så inget sparades. Välj en mapp som finns."],
    )
    assert not Circle.objects.filter(title="Vägar vidare 90").exists()


def test_without_a_key_it_is_said_that_the_names_are_gone(world, file):
    told, _ = run(file())
    assert [doubt["sentence"] for doubt in told["doubts"]] == [
        "Ingen nyckel skrevs. Ta med --key, annars vet ingen vem som har vilket kort."
    ]


def test_console_stands_for_the_operator(world, file):
    told, status = run(file(), by="console")
    assert (status, told["saved"]) == (0, True)


@pytest.mark.parametrize("by", ["sahar@ringar.example", "disa@ringar.example", "nobody@ringar.example"])
def test_only_a_coordinator_imports(world, file, by):
    told, status = run(file(), by=by)
    assert (status, sentences(told)) == (
        1,
        ["--by är inte en samordnare. Skriv en samordnares e-postadress, eller --by console."],
    )
    assert not ImportBatch.objects.exists()


def test_coordinator_of_another_hub(world, file):
    told, status = run(file(), by="karin@ringar.example")
    assert (status, told["saved"]) == (1, False)
    assert "annan knutpunkt" in told["errors"][0]["sentence"]


def test_hostile_file_is_a_sentence(world, file):
    told, status = run(file("bomb.xlsx", HOSTILE["claims a million rows"][0]()))
    assert (status, told["saved"], len(told["errors"])) == (1, False, 1)
    assert told["errors"][0]["sentence"] == (
        "Ett blad säger sig ha flera miljoner celler. Kopiera listan till en ny arbetsbok."
    )


def test_missing_file(world, tmp_path):
    told, status = run(tmp_path / "finns-inte.xlsx")
    assert (status, sentences(told)) == (1, ["Listan finns inte på den platsen. Kontrollera sökvägen."])


def test_folder_instead_of_a_file(world, tmp_path):
    told, status = run(tmp_path)
    assert (status, sentences(told)) == (
        1,
        ["Listan går inte att läsa: den är en mapp, eller du saknar rätt att läsa den."],
    )


def test_missing_key(world, file, tmp_path):
    told, status = run(file(), "--key-in", tmp_path / "finns-inte.xlsx")
    assert (status, sentences(told)) == (1, ["Nyckeln i --key-in finns inte på den platsen. Kontrollera sökvägen."])


def test_list_instead_of_a_key(world, file):
    told, status = run(file(), "--key-in", file("annan.xlsx"))
    assert (status, sentences(told)) == (
        1,
        ["Filen är ingen nyckel. Välj nyckelfilen från en tidigare import."],
    )


@pytest.mark.parametrize(
    ("argv", "begins"),
    [
        (["--json"], "Skriv vilken fil som ska importeras"),
        (["lista.xlsx", "--json", "--by"], "Kommandot har en del som inte känns igen"),
        (["lista.xlsx", "--json", "--by", "console", "--nykel", "n.xlsx"], "Kommandot har en del som inte känns igen"),
    ],
)
def test_command_written_wrong(world, argv, begins):
    """As the shell starts it: one Swedish sentence, JSON alone on standard output, exit 2."""
    out, err = io.StringIO(), io.StringIO()
    command = Command(stdout=out, stderr=err)
    with pytest.raises(SystemExit) as stopped:
        command.run_from_argv(["manage.py", "import_register", *argv])
    assert (stopped.value.code, err.getvalue()) == (2, "")
    assert json.loads(out.getvalue())["errors"][0]["sentence"].startswith(begins)


def test_without_by(world, file):
    told, status = run(file(), by="")
    assert status == 2
    assert sentences(told)[0].startswith("Skriv vem som importerar")


def test_sentence_without_json_goes_to_standard_error(world, tmp_path):
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_register", str(tmp_path / "nej.xlsx"), "--by", "console", stdout=out, stderr=err)
    assert stopped.value.code == 1
    assert (out.getvalue(), err.getvalue()) == ("", "Listan finns inte på den platsen. Kontrollera sökvägen.\n")


def test_an_error_in_the_list_goes_the_same_way(world, file):
    marks, argv = [["x", "kanske", "del"], *MARKS[1:]], ["--by", "console"]
    for as_json in (False, True):
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit) as stopped:
            more = ["--json"] if as_json else []
            call_command("import_register", str(file(marks=marks)), *argv, *more, stdout=out, stderr=err)
        said, silent = (out, err) if as_json else (err, out)
        assert (stopped.value.code, silent.getvalue()) == (1, "")
        assert "Markeringen känns inte igen." in said.getvalue()


def test_year_in_the_name_of_the_file(world, file):
    told, status = run(file("Närvaro_HT24.xlsx", dates=["3/9", "10/9", "17/9"]), "--dry-run")
    assert (status, told["circles"][0]["first"], told["circles"][0]["last"]) == (0, "2024-09-03", "2024-09-17")


def test_no_name_is_stored_logged_or_printed(world, file, tmp_path, caplog, capsys):
    """The whole database, the log and both streams, for every name and number of the file."""
    people = [("Zahra Kovalenko 890412-1234", "K", 1993), ("أحمد العلي", "M", 1990), ("Tesfay Noori", "M", 1993)]
    caplog.set_level(logging.DEBUG)
    told, _ = run(file(people=people), "--key", tmp_path / "nyckel.xlsx")
    run(file("fel.xlsx", people=people, marks=[["Zahra Kovalenko"] * 3, *MARKS[1:]]))
    streams = capsys.readouterr()
    everything = "\n".join(
        [json.dumps(told, ensure_ascii=False), caplog.text, streams.out, streams.err, *_every_value()]
    )
    assert "Vägar vidare 90" in everything
    for forbidden in ("Kovalenko", "العلي", "Noori", "890412", "412-1234", "\\u0627\\u0644\\u0639"):
        assert forbidden not in everything.replace(str(tmp_path), "")


def _every_value():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from (str(value) for row in cursor.fetchall() for value in row)


def test_key_file_holds_no_name_in_the_clear(world, file, tmp_path):
    run(file(), "--key", tmp_path / "nyckel.xlsx")
    data = (tmp_path / "nyckel.xlsx").read_bytes()
    for name, _, _ in PEOPLE:
        assert name.encode() not in data
        assert name.encode("utf-16-le") not in data
    assert {entry.name for entry in unlocked(data, SECRET).entries} == {name for name, _, _ in PEOPLE}


def test_in_words_for_a_terminal(world, file, tmp_path):
    out = io.StringIO()
    call_command("import_register", str(file()), "--by", "console", "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == [
        "Vägar vidare 90: Malmö, dari, Sahar Karimi, 3 träffar, 3 deltagare",
        "Här 5, En stund 1, Har meddelat 1, Inte här 1, Ej markerad 1",
        "Provkörning: inget sparades.",
    ]
