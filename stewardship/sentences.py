"""The log's verbs as plain sentences. The subject of each is the person named beside it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from audit.models import AuditEvent

# Verbs that tell of a reading, not of a change.
READINGS = ("referral.seen", "referral.contact_read", "release.downloaded", "log.read_about")

SENTENCES = {
    "access.denied": lazy("nekades att öppna något"),
    "account.details_changed": lazy("ändrade sina uppgifter"),
    "account.deactivated": lazy("stängde av ett konto"),
    "account.opened": lazy("öppnade ett konto"),
    "account.reactivated": lazy("öppnade ett avstängt konto igen"),
    "account.sign_in_failed": lazy("försökte logga in och kom inte in"),
    "account.signed_in": lazy("loggade in"),
    "batch.fixed": lazy("låste en omgång avslutade cirklar"),
    "batch.reissued": lazy("gav ut en omgång på nytt"),
    "calendar_feed.open": lazy("gjorde en kalenderlänk"),
    "calendar_feed.revoke": lazy("stängde en kalenderlänk"),
    "circle.add_leader": lazy("lade till en ledare i en cirkel"),
    "circle.edit": lazy("ändrade en cirkel"),
    "circle.end_leader": lazy("tog bort en ledare ur en cirkel"),
    "circle.hand_over": lazy("lämnade över en cirkel till en annan ledare"),
    "circle.plan": lazy("planerade en cirkel"),
    "circle.status": lazy("ändrade en cirkels läge"),
    "communicator.added": lazy("lade till en ledare"),
    "communicator.changed": lazy("ändrade en ledares uppgifter"),
    "communicator.got_account": lazy("knöt en ledare till ett konto"),
    "communicator.rested": lazy("lät en ledare vila"),
    "communicator.step_completed": lazy("noterade en utbildning som klar"),
    "communicator.step_removed": lazy("tog bort ett utbildningssteg"),
    "communicator.step_started": lazy("noterade en utbildning som pågår"),
    "consent.given": lazy("skrev in ett samtycke"),
    "consent.withdrawn": lazy("skrev in att ett samtycke är återtaget"),
    "enrolment.enrol": lazy("skrev in en deltagare i en cirkel"),
    "enrolment.leave": lazy("skrev ut en deltagare ur en cirkel"),
    "enrolment.status": lazy("ändrade en deltagares plats i en cirkel"),
    "film.changed": lazy("ändrade en film"),
    "film.version_added": lazy("lade till ett språk till en film"),
    "film.version_changed": lazy("ändrade ett språk i en film"),
    "hub.added": lazy("lade till en knutpunkt"),
    "hub.changed": lazy("ändrade en knutpunkt"),
    "invitation.accepted": lazy("tackade ja till en inbjudan"),
    "invitation.revoked": lazy("återkallade en inbjudan"),
    "invitation.sent": lazy("bjöd in någon"),
    "invitation.sent_again": lazy("skickade en inbjudan igen"),
    "leader_approval.applied": lazy("ansökte om att en ledare ska godkännas"),
    "leader_approval.approved": lazy("godkände en cirkelledare"),
    "leader_approval.withdrawn": lazy("återkallade ett godkännande av en cirkelledare"),
    "log.read": lazy("läste åtkomstloggen"),
    "log.read_about": lazy("såg efter i loggen vem som har sett något"),
    "membership.began": lazy("fick en roll"),
    "membership.ended": lazy("avslutade en roll"),
    "offer.added": lazy("lade till ett stöd"),
    "offer.changed": lazy("ändrade ett stöd"),
    "organisation.added": lazy("lade till en organisation"),
    "organisation.changed": lazy("ändrade en organisation"),
    "participant.issue_card": lazy("gjorde ett kort till en ny deltagare"),
    "programme.changed": lazy("ändrade ett program"),
    "programme.session_changed": lazy("ändrade en träff i ett program"),
    "programme.session_removed": lazy("tog bort en träff ur ett program"),
    "project.added": lazy("lade till ett projekt"),
    "project.changed": lazy("ändrade ett projekt"),
    "referral.accept": lazy("tackade ja till en hänvisning"),
    "referral.acknowledge": lazy("tog emot en hänvisning"),
    "referral.cancel": lazy("återkallade en hänvisning"),
    "referral.complete": lazy("avslutade en hänvisning"),
    "referral.contact_deleted": lazy("raderade kontaktuppgifter i en hänvisning"),
    "referral.contact_read": lazy("läste kontaktuppgifter i en hänvisning"),
    "referral.create": lazy("började en hänvisning"),
    "referral.decline": lazy("avböjde en hänvisning"),
    "referral.fail": lazy("noterade att en hänvisning inte gick att genomföra"),
    "referral.hold": lazy("lät en hänvisning vila"),
    "referral.seen": lazy("öppnade en hänvisning"),
    "referral.send": lazy("skickade en hänvisning"),
    "referral.start": lazy("började arbeta med en hänvisning"),
    "register.close": lazy("avslutade närvaron för en träff"),
    "register.everyone_here": lazy("markerade alla som här"),
    "register.mark": lazy("markerade närvaro"),
    "register.missing_resolved": lazy("svarade vad som hände med en träff utan närvaro"),
    "register.rest": lazy("satte resten till inte här"),
    "register.undo": lazy("ångrade markeringar i närvaron"),
    "release.again": lazy("begärde en utgåva på nytt"),
    "release.approved": lazy("godkände en utgåva"),
    "release.cancelled": lazy("avbröt en utgåva"),
    "release.downloaded": lazy("hämtade en utgåva"),
    "release.requested": lazy("begärde en utgåva"),
    "session.add": lazy("lade till en träff"),
    "session.cancel": lazy("ställde in en träff"),
    "session.confirm_hours": lazy("bekräftade studietimmar"),
    "session.count_room": lazy("räknade rummet"),
    "session.film_removed": lazy("tog bort en film från en träff"),
    "session.film_shown": lazy("noterade att en film visades"),
    "session.help_wanted": lazy("bad samordnaren ringa efter en träff"),
    "session.move": lazy("flyttade en träff"),
    "session.restore": lazy("tog tillbaka en inställd träff"),
    "session.substitute_wanted": lazy("bad om en vikarie"),
    "study.opened": lazy("öppnade en studie"),
    "referral.resume": lazy("tog upp en vilande hänvisning igen"),
    "referral.ack_cancel": lazy("noterade att en hänvisning är återkallad"),
    "referral.void": lazy("markerade en hänvisning som felregistrerad"),
    "referral.feedback": lazy("berättade för deltagaren hur det gick"),
    "referral.redirect": lazy("skickade en hänvisning vidare"),
}


def sentence(event: AuditEvent) -> str:
    """What was done, without who and without a value: "skickade en hänvisning"."""
    return title(event.verb)


def title(verb: str) -> str:
    """A verb no sentence is written for stands as its code, so that nothing is hidden."""
    known = SENTENCES.get(verb)
    return str(known) if known else _("gjorde: %(verb)s") % {"verb": verb}
