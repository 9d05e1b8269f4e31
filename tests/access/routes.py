"""Every route that exists, as the URL resolver knows it: Django's, allauth's and the API's."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic.edit import ProcessFormView

READS, ALL = ("GET",), ("GET", "POST")


@dataclass(frozen=True)
class Route:
    name: str  # "circles:register"; with its namespaces
    pattern: str
    method: str

    @property
    def room(self) -> str:
        """The first namespace, or the part of an API route before the dash."""
        return self.name.split(":")[0].split("-")[0]

    def __str__(self):
        return f"{self.method} {self.name}"


def routes() -> list[Route]:
    found = [
        Route(name, pattern, method)
        for name, pattern, view in _walk(get_resolver().url_patterns)
        for method in methods_of(view)
    ]
    return list(dict.fromkeys(found))


def _walk(entries, namespaces=(), prefix="") -> Iterator[tuple]:
    for entry in entries:
        path = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, inner, path)
        elif isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or path]), path, entry.callback


def methods_of(view) -> tuple[str, ...]:
    """The methods a view answers. HEAD and OPTIONS follow GET and carry nothing of their own.

    A view set names its actions, a class its handlers, a function its decorator (`require_POST` and the
    like). A function that names none may answer anything, and has to be classified for reading and writing.
    """
    if actions := getattr(view, "actions", None):
        return tuple(sorted(method.upper() for method in actions if method not in {"head", "options"}))
    if handler := getattr(view, "view_class", None) or getattr(view, "cls", None):
        names = ("get", "post", "put", "patch", "delete")
        twins = {ProcessFormView.put}  # a PUT of Django's form views is its POST
        return tuple(n.upper() for n in names if hasattr(handler, n) and getattr(handler, n) not in twins)
    declared = _declared(view)
    return tuple(method for method in declared if method not in {"HEAD", "OPTIONS"}) if declared else ALL


def _declared(view) -> tuple[str, ...] | None:
    """The list that `require_http_methods` closed over, however deep other decorators wrap it."""
    while view is not None:
        variables = getattr(view.__code__, "co_freevars", ()) if hasattr(view, "__code__") else ()
        if "request_method_list" in variables:
            return tuple(view.__closure__[variables.index("request_method_list")].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return None
