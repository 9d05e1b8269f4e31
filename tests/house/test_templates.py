"""Templates: each is used, names only icons that exist, and holds nothing that the strict CSP refuses."""

import re

from core import icons
from tests.house import source

# Django, allauth and DRF look these up by name.
BY_NAME = re.compile(r"^(\d{3}(_csrf)?\.html|(account|allauth|mfa|usersessions|admin|rest_framework)/.*)$")
# {name: who builds the name} where a name is put together at run time.
PUT_TOGETHER: dict[str, str] = {}
# allauth's own names for the pieces of its pages; we only restyle them.
ALLAUTH_PIECES = {"elements", "snippets"}

INLINE = {
    "inline style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.I),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=|\bhx-on\b|javascript:", re.I),
    "unescaped output": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|{%\s*autoescape\s+off", re.I),
    "physical direction": re.compile(r"\b(margin|padding)-(left|right)\b", re.I),
    "other host": re.compile(r"<(script|link|img|source|iframe)\b[^>]*(src|href)=\"(https?:)?//", re.I),
}


def test_every_template_is_used():
    used = {text for path in source.files(".py") for _, text in source.strings(path)}
    used |= {
        name.split("#")[0]
        for path in source.templates()
        for name in re.findall(r"[\"']([\w/.-]+\.(?:html|txt))[\"'#]", path.read_text(encoding="utf-8"))
    }
    used |= {text.split("#")[0] for text in used}
    names = {source.template_name(path) for path in source.templates()}
    idle = {name for name in names - used - PUT_TOGETHER.keys() if not BY_NAME.match(name)}
    assert not idle, f"No view and no template names {sorted(idle)}: use or delete."


def test_templates_hold_nothing_the_policy_refuses():
    found = [
        f"{source.name(path)}:{number} {fault}: {line.strip()[:90]}"
        for path in source.templates()
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for fault, pattern in INLINE.items()
        if pattern.search(re.sub(r"{%(?!\s*autoescape).*?%}", "", line))
    ]
    assert not found, "\n".join(found)


# {file: why} where a form may do without the check against forged ones.
WITHOUT_COOKIES = {"core/own_key.py": "the key is in the form, and no cookie is read: there is nothing to forge with"}


def test_python_marks_nothing_as_safe():
    found = [
        f"{source.name(path)}: {word}"
        for path in source.room_python()
        for word in re.findall(r"\bmark_safe\b|\bSafeString\(|csrf_exempt", path.read_text(encoding="utf-8"))
        if not (word == "csrf_exempt" and source.name(path) in WITHOUT_COOKIES)
    ]
    assert not found, f"format_html escapes its arguments; use that. {found}"


def test_only_an_answer_by_slip_does_without_the_check_of_forged_forms():
    found = [
        f"{source.name(path)}: {function}"
        for path in source.room_python()
        for function in re.findall(r"@carries_its_own_key\n(?:@.*\n)*def (\w+)", path.read_text(encoding="utf-8"))
    ]
    assert sorted(found) == [
        "circles/views/public_page.py: public_answer",
        "evaluation/views/kiosk.py: kiosk_code",
        "evaluation/views/kiosk.py: kiosk_send",
    ]


def test_named_icons_exist():
    missing = []
    for path in source.templates():
        for name in re.findall(r"{%\s*icon\s+\"([^\"]+)\"", path.read_text(encoding="utf-8")):
            if name not in icons.names():
                missing.append(f"{source.name(path)}: {name}")
        for name in re.findall(r"{%\s*badge\s+\S+\s+\"([^\"]+)\"", path.read_text(encoding="utf-8")):
            if name not in icons.names():
                missing.append(f"{source.name(path)}: {name}")
    assert not missing, f"Not in {icons.SPRITE}: {missing}"


def test_every_page_extends_the_frame():
    loose = [
        source.name(path)
        for path in source.templates()
        if path.suffix == ".html"
        and not path.name.startswith("_")
        and not {"partials", *ALLAUTH_PIECES} & set(path.parts)
        and not re.search(r"{%\s*extends\b|<!doctype", path.read_text(encoding="utf-8"), re.I)
    ]
    assert not loose, f"Pages extend base.html, fragments live in partials/ with an underscore: {loose}"
