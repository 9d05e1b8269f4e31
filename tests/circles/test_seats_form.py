"""How many seats a circle may have, said at the field; and a head count that cannot be right."""

import pytest
from django.urls import reverse

from organisations.models import Organisation


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def edited(client, circle, **changes):
    fields = ("title", "place", "room", "door_code", "capacity")
    data = {name: getattr(circle, name) or "" for name in fields} | changes
    return client.post(reverse("circles:edit", args=[circle.public_id]), data)


@pytest.mark.parametrize("seats", [0, 61, 99999])
def test_a_number_of_seats_out_of_range_is_answered_in_words(world, sahar, seats):
    answer = edited(sahar, world.circle, capacity=seats)
    assert answer.status_code == 422
    assert "circle_capacity" not in answer.content.decode() and 'id="id_capacity_error"' in answer.content.decode()


def test_twenty_with_the_leader_are_the_most_behind_a_study_association(world, sahar):
    world.circle.association = Organisation.objects.get(kind="study_association")
    world.circle.save()
    answer = edited(sahar, world.circle, capacity=20)
    assert answer.status_code == 422
    assert "Välj högst 19 platser." in answer.content.decode()
    assert edited(sahar, world.circle, capacity=19).status_code == 302


def test_who_has_a_seat_keeps_it(world, sahar):
    taken = world.circle.enrolments.seated().count()
    answer = edited(sahar, world.circle, capacity=taken - 1)
    assert f"Välj minst {taken}." in answer.content.decode()


@pytest.mark.parametrize(("field", "typed"), [("adults", "500"), ("adults", ""), ("adults", "-1"), ("children", "999")])
def test_a_head_count_that_cannot_be_is_said_at_its_field_and_stays_typed(sahar, session, field, typed):
    sahar.post(reverse("circles:register_close", args=[session.public_id]), {"rest": "absent"})
    data = {"adults": "5", "children": "0", "break_minutes": "0", "hours": "4"} | {field: typed}
    answer = sahar.post(reverse("circles:room_count", args=[session.public_id]), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert f'id="id_{field}" value="{typed}"' in page
