"""The repository as text: what the tests of this folder read."""

import ast
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = settings.BASE_DIR
ROOMS = [*settings.ROOMS, "disclosure", "config", "demo"]
NOT_OURS = {"var", "pictures", "__pycache__", "migrations", "vendor", "node_modules"}
LOCKS = {"uv.lock", "requirements.lock", "requirements-uv.lock"}


def _ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") and part != ".ci" for part in parts[:-1])
    return not hidden and NOT_OURS.isdisjoint(parts) and path.name not in LOCKS


@cache
def files(*suffixes: str) -> list[Path]:
    """Every file of the repository that we wrote, with one of these suffixes (all, when none is named)."""
    tops = [path for path in ROOT.iterdir() if path.name == ".ci" or not path.name.startswith(".")]
    found = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    return sorted(
        path for path in found if path.is_file() and _ours(path) and (not suffixes or path.suffix in suffixes)
    )


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_python(*rooms: str) -> list[Path]:
    """Python files of the rooms (all rooms, when none is named)."""
    wanted = rooms or tuple(ROOMS)
    return [path for path in files(".py") if path.relative_to(ROOT).parts[0] in wanted]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def templates() -> list[Path]:
    return [path for path in files(".html", ".txt") if "templates" in path.parts]


def template_name(path: Path) -> str:
    """As `{% include %}` writes it: what follows the folder `templates`."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


@cache
def strings(path: Path) -> list[tuple[int, str]]:
    """Every string in the file with its line, docstrings left out."""
    module = tree(path)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
