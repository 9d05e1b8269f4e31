"""Rooms keep their shape: what lies where, who may know what, and how long anything may get."""

import ast
import re
import tomllib

from tests.house import source

LONGEST_FUNCTION = 45  # lines
LONGEST_FILE = 400  # lines
# Modules outside rules/ that are as pure as they are.
PURE = ("accounts/access/verbs.py", "accounts/access/policy.py")
# {module: why} for rules that take a name from Django after all.
RULES_WITH_DJANGO: dict[str, str] = {}


def _imports(path) -> set[str]:
    found = set()
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "." * node.level)
    return found


def test_every_room_says_what_it_owns():
    missing = [room for room in source.ROOMS if not (source.ROOT / room / "README.md").exists()]
    assert not missing, f"Ten lines: what this room owns, what it must not know. Missing in {missing}"


def test_imports_are_absolute():
    relative = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.files(".py")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_rules_know_neither_django_nor_a_clock():
    rules = [path for path in source.room_python() if "rules" in path.parts]
    rules += [source.ROOT / name for name in PURE]
    assert len(rules) > 5
    impure = [
        f"{source.name(path)}: {name}"
        for path in rules
        if source.name(path) not in RULES_WITH_DJANGO
        for name in _imports(path)
        if name.split(".")[0] in {"django", "rest_framework"} or name.endswith((".models", ".querysets"))
    ]
    clocks = [
        f"{source.name(path)}: {match}"
        for path in rules
        for match in re.findall(r"\b(?:datetime\.now|date\.today|utcnow|time\.time)\(", path.read_text("utf-8"))
    ]
    assert not impure + clocks


def _touches_objects(path) -> list[str]:
    return [
        f"{source.name(path)}:{node.lineno}"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
    ]


def test_views_never_touch_objects():
    views = [
        path
        for path in source.room_python()
        if path.stem == "views" or "views" in path.parent.parts or (path.parent.name == "api")
    ]
    found = [hit for path in views for hit in _touches_objects(path)]
    assert not found, f"Reads go through access.py and querysets.py: {found}"


def test_no_module_is_named_after_a_drawer():
    drawers = {"utils", "helpers", "services", "service", "misc", "common", "signals", "managers"}
    assert not [source.name(path) for path in source.room_python() if path.stem in drawers]


def test_functions_stay_short():
    long = [
        f"{source.name(path)}:{node.lineno} {node.name} is {node.end_lineno - node.lineno + 1} lines"
        for path in source.files(".py")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_files_stay_short():
    long = [
        source.name(path)
        for path in source.room_python()
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ]
    assert not long, f"Split after the noun: {long}"


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
    found = [
        f"{source.name(path)}:{number}"
        for path in source.files(".py", ".html", ".css", ".js")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marks.search(line)
    ]
    skips = [
        source.name(path)
        for path in source.files(".py")
        if source.name(path) != "tests/outside.py"  # the one door: what a fresh machine need not have
        and re.search(r"pytest\.(mark\.)?(sk" r"ip|xf" r"ail)", path.read_text(encoding="utf-8"))
    ]
    assert not found + skips


def test_nothing_names_a_machine_or_an_index():
    places = re.compile(
        r"(?<![\w.])/(wo"
        r"rk|ro"
        r"ot|home/\w+|Users/\w+)/|py"
        r"pi\.org|files\.python"
        r"hosted|registry\.np"
        r"mjs"
    )
    found = []
    for path in source.files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{source.name(path)}: {match.group()}" for match in places.finditer(text)]
    assert not found, "\n".join(found)


def test_every_dependency_says_why():
    text = (source.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lines = [line.strip() for line in text.splitlines()]
    silent = []
    for dependency in wanted:
        at = next(number for number, line in enumerate(lines) if line.startswith(f'"{dependency}"'))
        while lines[at - 1].startswith('"'):  # several that share one reason
            at -= 1
        if not lines[at - 1].startswith("#"):
            silent.append(dependency)
    assert not silent, f"A comment above says why: {silent}"


def test_layers_name_every_room():
    contracts = tomllib.loads((source.ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = {room for layer in contracts[0]["layers"] for room in layer.split(" | ")}
    assert named == set(source.ROOMS)
