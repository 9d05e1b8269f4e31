"""A register in a basement: opened, marked and reloaded without a network, and saved when it is back."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session as SignIn
from playwright.sync_api import expect

from circles.actions.register import mark
from circles.models import Attendance, AttendanceChange, Circle, SyncOperation
from participants.models import NameNote, NameNoteLock
from tests import cast
from tests.browser.conftest import TONIGHT
from tests.browser.test_leader import fifteen, in_state, tiles, tonight_of  # noqa: F401  a fixture by name

NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "ERR_CONNECTION")
PHRASE = "regn mot rutan i natt"
SAVED = re.compile(r"Sparat på servern \d\d:\d\d")


@pytest.fixture
def basement(world, visit, watch):
    """basement(person, circle) → (page, go, address): signed in with the evening's register on the phone.

    go(False) takes the network away, go(True) gives it back.
    """
    watch.expect(*NO_NETWORK, "409", "404", "403", "401")

    def _basement(person, circle):
        page = visit(person)
        address = f"/sessions/{tonight_of(circle).public_id}/register/"
        page.goto("/")
        page.wait_for_function("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
        kept = "Ringar.ready.then(() => Ringar.registers()).then((all) => all.length > 0)"
        page.wait_for_function(f"() => {kept}")
        return page, lambda online: page.context.set_offline(not online), address

    return _basement


def marks(session):
    return dict(Attendance.objects.filter(session=session).values_list("enrolment", "status"))


def kept_text(page) -> str:
    """Everything that the phone holds, as far as it is text."""
    return page.evaluate(
        """async () => {
          const found = [];
          for (const { name } of await indexedDB.databases()) {
            const request = indexedDB.open(name);
            const db = await new Promise((good) => { request.onsuccess = () => good(request.result); });
            for (const store of db.objectStoreNames) {
              const rows = await new Promise((good) => {
                const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => good(r.result); });
              const text = (row) => new TextDecoder('latin1').decode(row.data ?? new ArrayBuffer(0));
              for (const row of rows) found.push(store, text(row));
            }
            db.close();
          }
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(request.url);
          return found.join(' ') + JSON.stringify(localStorage);
        }"""
    )


def test_fifteen_are_marked_without_a_network_and_saved_when_it_is_back(fifteen, world, basement):  # noqa: F811
    page, go, address = basement(world.sahar, fifteen)
    go(False)
    page.goto(address)
    expect(tiles(page)).to_have_count(15)
    expect(page.get_by_role("heading", level=1)).to_have_text("Träff 9")
    for number in range(15):
        tiles(page).nth(number).tap()
    expect(page.locator("#save-badge")).to_have_text("15 väntar i telefonen")
    expect(page.locator(".tile__saved", has_text="Väntar i telefonen")).to_have_count(15)
    page.reload()
    expect(in_state(page, "present")).to_have_count(15)
    expect(page.locator("#save-badge")).to_have_text("15 väntar i telefonen")
    assert not Attendance.objects.exists()
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    go(True)
    expect(page.locator("#save-badge")).to_have_text(SAVED, timeout=40_000)
    assert set(marks(tonight_of(fifteen)).values()) == {"present"} and len(posts) <= 15
    assert SyncOperation.objects.count() == AttendanceChange.objects.count() == 15
    expect(page.locator(".tile__saved", has_text=SAVED)).to_have_count(15)
    page.get_by_role("link", name="Öppna hela sidan").tap()
    expect(page.get_by_role("button", name="Räkna rummet")).to_be_visible()
    expect(in_state(page, "present")).to_have_count(15)


def test_the_phone_holds_only_ciphertext_and_the_shell(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    text = kept_text(page)
    assert "queue" in text and "registers" in text and "/offline/" in text
    for plain in ("heron", "Blå", "present", "Vägar", "/sessions/", "Linden"):
        assert plain not in text, plain
    exported = page.evaluate(
        """async () => {
          const request = indexedDB.open((await indexedDB.databases())[0].name);
          const db = await new Promise((good) => { request.onsuccess = () => good(request.result); });
          const key = await new Promise((good) => {
            const r = db.transaction('keys').objectStore('keys').get('key'); r.onsuccess = () => good(r.result); });
          return crypto.subtle.exportKey('raw', key).then(() => 'out', () => 'stays');
        }"""
    )
    assert exported == "stays"
    go(True)
    expect(page.locator("#save-badge")).to_have_text(SAVED, timeout=40_000)
    count = page.evaluate("Ringar.slots(location.pathname.split('/')[2]).size")
    assert count == 0, "a synced row leaves the phone at once"


def test_without_a_network_the_first_page_lists_the_registers(world, basement):
    page, go, _ = basement(world.sahar, world.circle)
    go(False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inget nät just nu")
    page.get_by_role("link", name=re.compile("Vägar vidare 14")).tap()
    expect(tiles(page)).to_have_count(12)


def test_two_phones_end_with_both_peoples_marks(world, basement):
    world.circle.leader_links.create(communicator=world.rami.communicator, part="co_leader")
    hers, her_net, address = basement(world.sahar, world.circle)
    his, his_net, _ = basement(world.rami, world.circle)
    her_net(False)
    his_net(False)
    for page, numbers in ((hers, range(0, 5)), (his, range(5, 12))):
        page.goto(address)
        for number in numbers:
            tiles(page).nth(number).tap()
    expect(hers.locator("#save-badge")).to_have_text("5 väntar i telefonen")
    expect(his.locator("#save-badge")).to_have_text("7 väntar i telefonen")
    her_net(True)
    his_net(True)
    for page in (hers, his):
        expect(in_state(page, "present")).to_have_count(12, timeout=40_000)
        expect(page.locator("#save-badge")).to_have_text(SAVED, timeout=40_000)
    assert list(marks(tonight_of(world.circle)).values()) == ["present"] * 12


@pytest.mark.parametrize(("choice", "stands"), [("Här", "present"), ("Inte här", "absent")])
def test_a_conflict_shows_both_values_until_one_is_chosen(world, basement, choice, stands):
    page, go, address = basement(world.sahar, world.circle)
    session = tonight_of(world.circle)
    first = world.circle.enrolments.order_by("enrolled_at", "pk").first()
    go(False)
    page.goto(address)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    mark(session=session, enrolment=first, status="absent", by=world.rami)
    go(True)
    conflict = page.locator(".tile-choice")
    expect(conflict).to_contain_text("Du valde Här. En annan ledare har satt Inte här.", timeout=40_000)
    assert marks(session) == {first.pk: "absent"}, "nothing is overwritten silently"
    expect(page.locator("#save-badge")).to_have_text("1 väntar på ditt val")
    page.goto("/")
    expect(page.locator("[data-queue-words]")).to_have_text("1 markering väntar på ditt val.")
    page.locator("[data-queue-register]").tap()
    expect(conflict).to_contain_text("Du valde Här. En annan ledare har satt Inte här.")
    conflict.get_by_role("button", name=choice, exact=True).tap()
    expect(conflict).to_have_count(0)
    expect(page.locator("#save-badge")).to_have_text(SAVED)
    expect(tiles(page).first).to_have_attribute("data-state", stands)
    assert marks(session) == {first.pk: stands}


def test_an_ended_sign_in_keeps_the_queue_and_says_what_to_do(world, basement):
    page, _, address = basement(world.sahar, world.circle)
    page.goto(address)
    expect(tiles(page)).to_have_count(12)
    SignIn.objects.all().delete()
    tiles(page).first.tap()
    notice = page.locator("[data-register-signed-out]")
    expect(notice).to_contain_text("Du är utloggad")
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    notice.get_by_role("link", name="Logga in").tap()
    expect(page.locator("[data-queue-words]")).to_contain_text("1 markering ligger kvar i telefonen")
    page.get_by_label("E-post").fill(world.sahar.email)
    page.get_by_label("Lösenord").fill(cast.PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).tap()
    expect(page).to_have_url(re.compile(address))
    expect(page.locator("#save-badge")).to_have_text(SAVED)
    assert list(marks(tonight_of(world.circle)).values()) == ["present"]


def test_signing_out_asks_while_marks_wait_and_wipes_the_phone(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    page.context.route("**/sync/", lambda route: route.abort())
    go(True)
    page.goto("/more/")
    sign_out = page.locator("main form[data-logout] button")
    expect(page.locator("[data-queue-words]")).to_contain_text("1 markering väntar i telefonen")
    sign_out.tap()
    expect(page.locator("#leave-dialog")).to_contain_text("1 markering är inte sparad på servern.")
    page.locator("#leave-dialog").get_by_role("button", name="Stanna kvar").tap()
    expect(page).to_have_url(re.compile("/more/"))
    sign_out.tap()
    page.get_by_role("button", name="Logga ut och ta bort dem").tap()
    expect(page.get_by_role("button", name="Logga in", exact=True)).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("localStorage.getItem('ringar.person')") is None
    assert not Attendance.objects.exists()


def test_signing_out_without_a_network_wipes_now_and_tells_the_server_later(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    page.goto("/more/")
    go(False)
    page.locator("main form[data-logout] button").tap()
    expect(page.get_by_text("Du är utloggad på telefonen")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert SignIn.objects.count() == 1, "the server hasn't heard of it"
    page.goto(address)
    expect(tiles(page)).to_have_count(0)
    go(True)
    page.goto("/")
    expect(page.get_by_role("button", name="Logga in", exact=True)).to_be_visible()
    assert not [one for one in SignIn.objects.all() if "_auth_user_id" in one.get_decoded()]


def test_another_person_on_the_same_phone_sends_nobody_elses_marks(world, basement, visit):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)  # as when the sign-in has ended
    go(True)
    page.goto("/account/login/")
    page.get_by_label("E-post").fill(world.rami.email)
    page.get_by_label("Lösenord").fill(cast.PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hej Rami")
    page.wait_for_function("Ringar.ready.then(() => Ringar.state === 'idle')")
    expect(page.locator("[data-queue-note]")).to_be_hidden()
    assert not Attendance.objects.exists()


def test_marks_older_than_a_day_are_warned_of_and_older_than_three_are_gone(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    page.clock.set_fixed_time(page.evaluate("Date.now()") / 1000 + timedelta(hours=25).total_seconds())
    page.goto("/")
    expect(page.locator("[data-queue-words]")).to_contain_text("har väntat ett dygn")
    page.clock.set_fixed_time(page.evaluate("Date.now()") / 1000 + timedelta(hours=49).total_seconds())
    page.goto("/")
    expect(page.locator("[data-queue-words]")).to_contain_text("var äldre än tre dygn och togs bort")


def test_two_tabs_share_one_queue(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    tiles(page).first.tap()
    expect(other.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    expect(in_state(other, "present")).to_have_count(1)
    tiles(other).nth(1).tap()
    expect(page.locator("#save-badge")).to_have_text("2 väntar i telefonen")
    go(True)
    for tab in (page, other):
        expect(tab.locator("#save-badge")).to_have_text(SAVED, timeout=40_000)
    assert AttendanceChange.objects.count() == 2


def test_pressed_back_and_forth_without_a_network_is_one_mark(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    page.get_by_role("button", name="Alla här").tap()
    expect(in_state(page, "present")).to_have_count(12)
    tiles(page).first.tap()
    expect(in_state(page, "absent")).to_have_count(1)
    page.get_by_role("button", name="Ångra").tap()
    expect(in_state(page, "present")).to_have_count(12)
    page.get_by_role("button", name="Ångra").tap()
    expect(in_state(page, "not_recorded")).to_have_count(12)
    expect(page.locator("#save-badge")).to_have_text("Inget markerat än")
    go(True)
    assert not SyncOperation.objects.exists()


def test_what_waits_can_be_taken_back_after_a_reload(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    page.get_by_role("button", name="Alla här").tap()
    tiles(page).first.tap()
    tiles(page).nth(1).tap()
    expect(in_state(page, "absent")).to_have_count(2)
    page.reload()
    expect(in_state(page, "absent")).to_have_count(2)
    expect(page.locator("#save-badge")).to_have_text("12 väntar i telefonen")
    undo = page.get_by_role("button", name="Ångra")
    undo.tap()
    expect(in_state(page, "absent")).to_have_count(1)
    page.reload()
    expect(in_state(page, "absent")).to_have_count(1)
    undo.tap()
    expect(in_state(page, "present")).to_have_count(12)
    undo.tap()
    expect(in_state(page, "not_recorded")).to_have_count(12)
    expect(page.locator("#save-badge")).to_have_text("Inget markerat än")
    undo.tap()
    go(True)
    expect(page.locator("[data-shell-back]")).to_be_visible()
    assert not SyncOperation.objects.exists()


DIES = """() => {
  // As where a page is left: what it has begun to write is written, and nothing after that.
  const open = IDBDatabase.prototype.transaction;
  let dying = false;
  IDBDatabase.prototype.transaction = function (...how) {
    if (dying) throw new Error("left");
    const made = open.apply(this, how);
    const remove = IDBObjectStore.prototype.delete;
    IDBObjectStore.prototype.delete = function (at) { dying = true; return remove.call(this, at); };
    return made;
  };
}"""


def test_a_page_left_while_it_takes_in_an_answer_takes_back_the_last_press_all_the_same(world, basement, watch):
    page, go, address = basement(world.sahar, world.circle)
    watch.expect(*NO_NETWORK, "left")
    go(False)
    page.goto(address)
    # The queue is in the order of its keys: what was pressed last is in it first.
    by_key = sorted(
        range(12), key=lambda place: tiles(page).nth(place).locator("xpath=ancestor::li").get_attribute("id")
    )
    first, last = tiles(page).nth(by_key[-1]), tiles(page).nth(by_key[0])
    first.tap()
    last.tap()
    expect(in_state(page, "present")).to_have_count(2)
    page.evaluate(DIES)
    with page.expect_response("**/sync/"):
        go(True)
    page.wait_for_function(
        "navigator.locks.query().then(({ held }) => !held.some(({ name }) => name.includes('queue')))"
    )
    page.reload()
    expect(page.locator("#save-badge")).to_have_text(SAVED)
    expect(in_state(page, "present")).to_have_count(2)
    page.get_by_role("button", name="Ångra").tap()
    expect(in_state(page, "present")).to_have_count(1)
    expect(first).to_have_attribute("data-state", "present")


def test_a_mark_on_a_list_signed_meanwhile_is_refused_and_stays(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    Circle.objects.filter(pk=world.circle.pk).update(status="signed")
    go(True)
    refused = page.locator(".tile-choice")
    expect(refused).to_contain_text("Listan är signerad och låst. Välj en orsak för att rätta den.", timeout=40_000)
    assert not Attendance.objects.exists()
    page.goto(address)
    expect(refused).to_contain_text("Listan är signerad och låst.")
    page.locator("[data-tile-menu] summary").first.tap()
    page.locator("[data-tile-menu][open]").get_by_role("button", name="Här", exact=True).tap()
    expect(page.locator("#save-badge")).to_have_text(SAVED)
    expect(refused).to_have_count(0)
    assert list(marks(tonight_of(world.circle)).values()) == ["present"]
    assert world.circle.list_versions.get().kind == "corrected"


def test_a_signed_list_cannot_be_marked_without_a_network_and_says_why(world, basement):
    Circle.objects.filter(pk=world.circle.pk).update(status="signed")
    page, go, address = basement(world.sahar, world.circle)
    go(False)
    page.goto(address)
    expect(page.locator("[data-shell-locked]")).to_contain_text("Listan är signerad och låst.")
    tiles(page).first.tap()
    page.locator("[data-tile-menu] summary").first.tap()
    page.locator("[data-tile-menu][open]").get_by_role("button", name="Här", exact=True).tap()
    expect(in_state(page, "not_recorded")).to_have_count(12)
    expect(page.locator("#save-badge")).to_have_text("Inget markerat än")


def test_counting_the_room_waits_for_the_marks(world, basement):
    page, go, address = basement(world.sahar, world.circle)
    page.goto(address)
    expect(tiles(page)).to_have_count(12)
    go(False)
    tiles(page).first.tap()
    expect(page.locator("#save-badge")).to_have_text("1 väntar i telefonen")
    page.get_by_role("button", name="Räkna rummet").tap()
    expect(page.locator("[data-register-waits]")).to_be_visible()
    go(True)
    expect(page.locator("#save-badge")).to_have_text(SAVED, timeout=40_000)
    page.get_by_role("button", name="Räkna rummet").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sätt resten till Inte här?")


def test_a_session_of_another_day_cannot_be_marked_yet(world, basement, clock):
    coming = world.circle.sessions.get(ordinal=10)
    coming.starts_at, coming.ends_at = TONIGHT + timedelta(days=1), TONIGHT + timedelta(days=1, hours=2)
    coming.save()
    page, go, _ = basement(world.sahar, world.circle)
    go(False)
    page.goto(f"/sessions/{coming.public_id}/register/")
    expect(page.locator("[data-shell-opens]")).to_have_text("Närvaron öppnas tis 3 nov.")
    tiles(page).first.tap()
    expect(in_state(page, "not_recorded")).to_have_count(12)


def test_the_app_can_be_installed(world, visit):
    page = visit(world.sahar)
    page.goto("/")
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert not manifest["errors"] and '"Ringar"' in manifest["data"]
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    errors = {one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}, "the test's own window"


def test_names_are_typed_once_and_shown_on_the_tiles_while_the_page_is_open(world, visit):
    """Encrypted in the browser: the wire and the server see neither name nor passphrase."""
    page = visit(world.sahar)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"/circles/{world.circle.public_id}/names/")
    page.locator("#new-phrase").fill("för kort")
    page.get_by_role("button", name="Börja").tap()
    expect(page.locator("[data-names-new] [data-names-error]")).to_contain_text("Skriv minst 12 tecken.")
    for field in ("#new-phrase", "#new-phrase-again"):
        page.locator(field).fill(PHRASE)
    page.get_by_role("button", name="Börja").tap()
    page.locator("[data-card]").first.fill("Fatima")
    page.get_by_role("button", name="Spara namnen").tap()
    expect(page.locator("[data-names-saved]")).to_have_text(SAVED)
    assert not any("Fatima" in one or PHRASE in one for one in sent)
    [note], [lock] = NameNote.objects.all(), NameNoteLock.objects.all()
    assert "Fatima" not in note.locked_text and lock.rounds >= 600_000

    page.goto(f"/sessions/{tonight_of(world.circle).public_id}/register/")
    assert "Fatima" not in page.content()
    for phrase in ("fel fras helt och hållet", PHRASE):
        page.locator(".action-bar summary").tap()
        page.get_by_role("button", name="Visa dina namnlappar").tap()
        page.locator("#phrase").fill(phrase)
        page.get_by_role("button", name="Lås upp").tap()
        if phrase != PHRASE:
            expect(page.locator("#names-dialog")).to_contain_text("Lösenfrasen stämmer inte.")
            page.get_by_role("button", name="Avbryt").tap()
    expect(page.locator(".tile__note").first).to_have_text("Fatima")
    page.reload()
    expect(page.locator(".tile__note").first).to_be_hidden()


def test_a_paper_list_is_typed_in_with_the_keyboard_alone(world, visit):
    page = visit(world.sahar, size=(1360, 900))
    page.goto(f"/sessions/{tonight_of(world.circle).public_id}/paper/")
    expect(page.locator("[data-paper-keys]")).to_contain_text("Byt rad")
    for key in "111141123":
        page.keyboard.press(key)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Listan är sparad")).to_be_visible()
    states = [tiles(page).nth(number).get_attribute("data-state") for number in range(12)]
    assert states == ["present"] * 4 + ["absent"] + ["present"] * 2 + ["part", "absent"] + ["not_recorded"] * 3


# The phone's store opens when the test says so.
SLOW_STORE = """() => {
  const open = IDBFactory.prototype.open;
  const gate = new Promise((good) => { window.letGo = good; });
  IDBFactory.prototype.open = function (...asked) {
    const request = open.apply(this, asked);
    Object.defineProperty(request, "onsuccess", {
      set(told) { request.addEventListener("success", (event) => gate.then(() => told(event))); },
    });
    return request;
  };
}"""
NO_STORE = "() => { IDBFactory.prototype.open = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"


def test_presses_made_before_the_store_is_open_are_kept(fifteen, world, visit):  # noqa: F811
    page = visit(world.sahar)
    page.add_init_script(f"({SLOW_STORE})()")
    page.goto(f"/sessions/{tonight_of(fifteen).public_id}/register/")
    for number in range(3):
        tiles(page).nth(number).tap()
    page.evaluate("letGo()")
    expect(in_state(page, "present")).to_have_count(3)
    expect(page.get_by_text(SAVED).first).to_be_visible()
    assert list(marks(tonight_of(fifteen)).values()) == ["present"] * 3


def test_where_the_phone_has_no_room_for_a_store_each_press_is_a_form(fifteen, world, visit):  # noqa: F811
    page = visit(world.sahar)
    page.add_init_script(f"({NO_STORE})()")
    page.goto(f"/sessions/{tonight_of(fifteen).public_id}/register/")
    tiles(page).first.tap()
    expect(in_state(page, "present")).to_have_count(1)
    assert list(marks(tonight_of(fifteen)).values()) == ["present"]
