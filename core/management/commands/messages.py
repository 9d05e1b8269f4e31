"""Collect the words on screen, compile them, or check that no translation is missing.

Works without the gettext tools: Babel reads Python and templates, polib reads and writes the catalogues. The source
language is Swedish, so Swedish has no catalogue (docs/adr/0001).
"""

import io
from pathlib import Path

import polib
from babel.messages.extract import extract, extract_python
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
}
SKIPPED = {"tests", "var", ".venv", "node_modules", "migrations", "docs"}


class Command(BaseCommand):
    help = __doc__.splitlines()[0]

    def add_arguments(self, parser):
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("--check", action="store_true", help="fail where a translation is missing")

    def handle(self, **options):
        catalogues = [_catalogue(language) for language, _ in settings.LANGUAGES if language != "sv"]
        if options["check"]:
            return self.check_complete(catalogues)
        if not options["compile"]:
            found = collect(Path(settings.BASE_DIR))
            for catalogue in catalogues:
                merge(catalogue, found)
                catalogue.save()
        for catalogue in catalogues:
            catalogue.save_as_mofile(str(Path(catalogue.fpath).with_suffix(".mo")))

    def check_complete(self, catalogues):
        found = collect(Path(settings.BASE_DIR))
        lines = [line for catalogue in catalogues for line in missing(catalogue, found)]
        if lines:
            raise CommandError("Missing translations (run `make messages`, then translate):\n" + "\n".join(lines))


def _catalogue(language: str) -> polib.POFile:
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.fpath = str(path)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
        "X-Reviewed-By": "",
    }
    return catalogue


def collect(root: Path) -> dict[tuple, list[str]]:
    """(context, singular, plural) → the files that use it, relative and sorted."""
    found: dict[tuple, set[str]] = {}
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.html"), *root.rglob("*.txt")]):
        relative = path.relative_to(root)
        if SKIPPED & set(relative.parts):
            continue
        for key in _messages(path):
            found.setdefault(key, set()).add(str(relative))
    return {key: sorted(files) for key, files in sorted(found.items(), key=lambda item: (item[1], str(item[0])))}


def _messages(path: Path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What the template engine hides becomes filler; indentation would only confuse Python's tokenizer.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, message, _comments, context in extract(
        extract_python, io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        singular, plural = message if isinstance(message, tuple) else (message, None)
        if singular:
            yield context, singular, plural


def merge(catalogue: polib.POFile, found: dict[tuple, list[str]]) -> None:
    """Add what is new, drop what no file uses; translations stay as they are."""
    known = {(entry.msgctxt, entry.msgid, entry.msgid_plural or None): entry for entry in catalogue}
    for entry in list(catalogue):
        if (entry.msgctxt, entry.msgid, entry.msgid_plural or None) not in found:
            catalogue.remove(entry)
    for key, files in found.items():
        entry = known.get(key) or _new_entry(catalogue, *key)
        entry.occurrences = [(file, "") for file in files]


def _new_entry(catalogue, context, singular, plural) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=plural or "")
    if plural:
        count = int(catalogue.metadata["Plural-Forms"].split("=")[1].split(";")[0])
        entry.msgstr_plural = dict.fromkeys(range(count), "")
    if "%(" in singular or "%s" in singular:
        entry.flags.append("python-format")
    catalogue.append(entry)
    return entry


def missing(catalogue: polib.POFile, found: dict[tuple, list[str]]) -> list[str]:
    language = catalogue.metadata["Language"]
    done = {(entry.msgctxt, entry.msgid, entry.msgid_plural or None) for entry in catalogue if entry.translated()}
    return [f"  {language}: {key[1]!r} ({files[0]})" for key, files in found.items() if key not in done]
