"""Addresses that only take what a page posts. Whoever comes by GET, by a reload or after proving who they are, is led
to that page, which asks its own gate."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


def posted_from(page: str, *, of_the_same: bool = True) -> Callable:
    """`of_the_same`: the page is of the object that the address names."""

    def decorate(view):
        taken = require_POST(view)

        @wraps(taken)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(page, *args, **kwargs) if of_the_same else redirect(page)
            return taken(request, *args, **kwargs)

        return answer

    return decorate
