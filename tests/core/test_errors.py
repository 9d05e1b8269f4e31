"""Errors of the API have one shape, whoever answers: a view, the router, a middleware, or a fault of ours."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.test import Client
from django.urls import include, path, reverse
from rest_framework.views import APIView

SHAPE = {"type", "errors"}
pytestmark = pytest.mark.django_db


def error(answer) -> tuple:
    body = answer.json()
    assert set(body) == SHAPE and set(body["errors"][0]) == {"code", "detail", "attr"}
    return answer.status_code, body["type"], body["errors"][0]["code"]


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/circles/not-an-id/", "/api/v2/"])
def test_an_address_that_does_not_exist(client, path):
    assert error(client.get(path)) == (404, "client_error", "not_found")


def test_an_address_of_the_pages_stays_a_page(client):
    answer = client.get("/nothing/")
    assert answer.status_code == 404 and "Sidan finns inte" in answer.content.decode()


def test_a_stranger_and_a_wrong_method(world, client):
    assert error(client.get("/api/v1/circles/")) == (403, "client_error", "not_authenticated")
    client.force_login(world.eva)
    assert error(client.delete("/api/v1/circles/")) == (405, "client_error", "method_not_allowed")
    assert error(client.post("/api/v1/offers/", "{", content_type="application/json"))[0] in (400, 404)


def test_an_address_that_only_takes_what_is_sent_says_so_on_a_page(world, client):
    client.force_login(world.eva)
    answer = client.get(reverse("circles:feed_revoke"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Här finns inget att läsa" in answer.content.decode()


class Broken(APIView):
    """Fails as it is asked to."""

    authentication_classes = permission_classes = ()

    def get(self, request, fault):
        raise {"code": ValueError, "database": OperationalError}[fault]("hemligt")


def broken_page(request, fault):
    return Broken().get(request, fault)


urlpatterns = [
    path("api/v1/<fault>/", Broken.as_view()),
    path("api/plain/<fault>/", login_not_required(broken_page)),
    path("", include("config.urls")),
]
handler500 = "core.errors.server_error"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("where", ["/api/v1", "/api/plain"])
def test_a_fault_of_ours_says_no_more_than_that(where):
    client = Client(raise_request_exception=False)
    answer = client.get(f"{where}/code/")
    assert error(answer) == (500, "server_error", "error")
    assert "hemligt" not in answer.content.decode()
    answer = client.get(f"{where}/database/")
    assert error(answer) == (503, "server_error", "database_unavailable")
    assert answer["Retry-After"] == "5" and "hemligt" not in answer.content.decode()


def test_without_a_second_factor(world, client, settings):
    settings.RINGAR_SECOND_FACTOR = True
    client.force_login(world.eva)
    assert error(client.get("/api/v1/circles/")) == (403, "client_error", "second_factor_required")
