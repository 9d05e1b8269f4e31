"""The service worker's script: what it keeps, and that a phone that has it isn't sent it again."""

import json

import pytest

pytestmark = pytest.mark.django_db


def test_a_phone_that_has_the_worker_is_told_so(world, sign_in):
    phone = sign_in(world.sahar)
    first = phone.get("/sw.js")
    again = phone.get("/sw.js", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first["Cache-Control"] == again["Cache-Control"] == "no-cache", "kept, and asked for"
    assert phone.get("/sw.js", headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_font_is_kept_only_where_its_language_is_read(client):
    shell = json.loads(client.get("/sw.js").content.decode().splitlines()[0].removeprefix("const SHELL = ").rstrip(";"))
    assert list(shell["fonts"]) == ["ar"] and "arabic" in shell["fonts"]["ar"]
    assert [asset for asset in shell["assets"] if "arabic" in asset] == []
