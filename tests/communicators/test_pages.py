"""A leader's page, steps, approvals and one's own training."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from communicators.models import Communicator, Course, LeaderApproval, Qualification


def page(client, name, *args) -> str:
    response = client.get(reverse(f"communicators:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_a_coordinator_reads_where_a_leader_stands(world, sign_in):
    Qualification.objects.filter(communicator=world.sahar.communicator, course="vagar-vidare-ledare").delete()
    text = page(sign_in(world.eva), "communicator_detail", world.sahar.communicator.public_id)
    assert "Sahar Karimi" in text
    assert "vagar-vidare-ledare är inte gjord." in text


@pytest.mark.parametrize("who", ["karin", "sahar", "im", "officer", "admin", "steward"])
def test_a_stranger_gets_404_and_the_coordinator_s_door_is_in_the_log(world, sign_in, who):
    address = reverse("communicators:communicator_detail", args=[world.rami.communicator.public_id])
    assert sign_in(getattr(world, who)).get(address).status_code == 404
    assert AuditEvent.objects.filter(verb="access.denied").count() == 1


def test_a_leader_is_added_and_changed(world, sign_in):
    client = sign_in(world.eva)
    assert "Helsingborg" in page(client, "communicator_add")
    assert "Halmstad" not in page(client, "communicator_add")
    details = {"name": "Hodan Ali", "hub": world.skane.pk, "municipality": "1280", "languages": ["so"]}
    client.post(reverse("communicators:communicator_add"), details)
    leader = Communicator.objects.get(name="Hodan Ali")
    address = reverse("communicators:communicator_edit", args=[leader.public_id])
    client.post(address, details | {"languages": ["so", "ar"], "hub": world.halland.pk})
    leader.refresh_from_db()
    assert leader.languages.count() == 2
    assert leader.hub == world.skane


def test_a_leaders_own_languages_stand_first_then_those_that_somebody_leads_in(world, sign_in):
    leader = world.sahar.communicator
    leader.languages.set(["ti"])
    world.rami.communicator.languages.set(["so"])
    text = page(sign_in(world.eva), "communicator_edit", leader.public_id)
    order = [text.index(f'value="{code}"') for code in ("ti", "so", "ar")]
    assert order == sorted(order), "ar, arabiska, is the first of the alphabet of these"


def test_another_hub_is_no_choice(world, sign_in):
    details = {"name": "Hodan Ali", "hub": world.halland.pk, "languages": ["so"]}
    response = sign_in(world.eva).post(reverse("communicators:communicator_add"), details)
    assert response.status_code == 422
    assert not Communicator.objects.filter(name="Hodan Ali").exists()


def step(world, client, **changes):
    details = {"course": "milsa-bas", "state": "completed", "on": "2026-05-01"} | changes
    address = reverse("communicators:step_add", args=[world.sahar.communicator.public_id])
    return client.post(address, details)


def test_a_step_is_noted_and_taken_back(world, sign_in):
    client = sign_in(world.eva)
    assert step(world, client).status_code == 302
    noted = Qualification.objects.get(completed_on="2026-05-01")
    client.post(reverse("communicators:step_remove", args=[noted.public_id]))
    assert not Qualification.objects.filter(pk=noted.pk).exists()


def test_an_ongoing_step_has_modules(world, sign_in):
    Course.objects.filter(pk="milsa-bas").update(modules=20)
    client = sign_in(world.eva)
    assert step(world, client, state="ongoing", modules_done=21).status_code == 422
    assert step(world, client, state="ongoing", modules_done=5).status_code == 302
    assert Qualification.objects.get(completed_on=None).modules_done == 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": ""}, ""),
        ({"on": str(timezone.localdate() + timedelta(days=1))}, "Dagen har inte varit än."),
        ({"valid_until": "2026-05-01"}, "Sista dagen måste komma efter"),
        ({"course": "finns-inte"}, ""),
    ],
)
def test_a_bad_step_is_refused_in_words(world, sign_in, changes, sentence):
    before = Qualification.objects.count()
    response = step(world, sign_in(world.eva), **changes)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Qualification.objects.count() == before


def test_a_step_of_another_hub_s_leader_stays(world, sign_in):
    theirs = world.nils.communicator.qualifications.first()
    response = sign_in(world.eva).post(reverse("communicators:step_remove", args=[theirs.public_id]))
    assert response.status_code == 404
    assert Qualification.objects.filter(pk=theirs.pk).exists()


def test_a_step_for_several(world, sign_in):
    client = sign_in(world.eva)
    text = page(client, "step_add_for_many")
    assert "Rami Haddad" in text
    assert "Nils Lund" not in text
    leaders = [world.sahar.communicator.pk, world.rami.communicator.pk]
    details = {"course": "milsa-bas", "completed_on": "2026-05-01", "communicators": leaders}
    address = reverse("communicators:step_add_for_many")
    assert client.post(address, details | {"communicators": [world.nils.communicator.pk]}).status_code == 422
    assert client.post(address, details).status_code == 302
    assert Qualification.objects.filter(completed_on="2026-05-01").count() == 2


def test_an_application_reaches_the_officer_who_approves(world, sign_in):
    leader = Communicator.objects.create(name="Zahra Noori", hub=world.skane)
    sensus = world.organisations["sensus"]
    sign_in(world.eva).post(
        reverse("communicators:approval_apply", args=[leader.public_id]), {"association": sensus.pk}
    )
    client = sign_in(world.officer)
    assert "Zahra Noori" in page(client, "approval_list")
    approval = leader.approvals.get()
    for _ in range(2):
        client.post(reverse("communicators:approval_approve", args=[approval.public_id]))
    approval.refresh_from_db()
    assert approval.state == LeaderApproval.State.APPROVED
    assert AuditEvent.objects.filter(verb="leader_approval.approved").count() == 1
    client.post(reverse("communicators:approval_withdraw", args=[approval.public_id]))
    approval.refresh_from_db()
    assert approval.state == LeaderApproval.State.WITHDRAWN


@pytest.mark.parametrize("who", ["eva", "sahar", "im", "admin"])
def test_only_the_association_approves(world, sign_in, who):
    approval = world.sahar.communicator.approvals.get()
    client = sign_in(getattr(world, who))
    assert client.get(reverse("communicators:approval_list")).status_code == 404
    assert client.post(reverse("communicators:approval_withdraw", args=[approval.public_id])).status_code == 404
    approval.refresh_from_db()
    assert approval.state == LeaderApproval.State.APPROVED


def test_a_leader_reads_her_own_training(world, sign_in):
    text = page(sign_in(world.sahar), "own_training")
    assert "Alla steg är klara och ett studieförbund har godkänt." in text
    assert "Ta bort" not in text


def test_a_communicator_on_no_list_is_told_what_happens_next(world, sign_in):
    Communicator.objects.filter(user=world.rami).update(user=None)
    assert "Du står inte på listan över ledare än" in page(sign_in(world.rami), "own_training")


def test_nobody_else_has_a_training(world, sign_in):
    assert sign_in(world.eva).get(reverse("communicators:own_training")).status_code == 404


def test_opening_pages_changes_nothing(world, sign_in):
    client = sign_in(world.eva)
    for name, args in [
        ("communicator_detail", [world.sahar.communicator.public_id]),
        ("step_add", [world.sahar.communicator.public_id]),
        ("communicator_edit", [world.sahar.communicator.public_id]),
    ]:
        page(client, name, *args)
    assert not AuditEvent.objects.exists()
