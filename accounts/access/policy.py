"""Pure: which roles may do what. The table says what a role may do at all; a gate says to which object.

What isn't in the table is refused.
"""

from collections.abc import Iterable

from accounts.access.roles import Role
from accounts.access.verbs import Thing, Verb

LEADER, COORDINATOR, PARTNER, CONVENER = Role.COMMUNICATOR, Role.COORDINATOR, Role.PARTNER, Role.CONVENER
EVALUATOR, STEWARD, OFFICER, ADMIN = Role.EVALUATOR, Role.STEWARD, Role.OFFICER, Role.ADMINISTRATOR

TABLE: dict[tuple[Thing, Verb], frozenset[Role]] = {
    key: frozenset(roles)
    for key, roles in {
        (Thing.CIRCLE, Verb.SEE): {LEADER, COORDINATOR, OFFICER, STEWARD},
        (Thing.CIRCLE, Verb.SEE_PEOPLE): {LEADER, COORDINATOR, STEWARD},
        (Thing.CIRCLE, Verb.CREATE): {LEADER, COORDINATOR},
        (Thing.CIRCLE, Verb.EDIT): {LEADER, COORDINATOR},
        (Thing.CIRCLE, Verb.MARK): {LEADER, COORDINATOR},
        (Thing.CIRCLE, Verb.SIGN): {LEADER},
        (Thing.CIRCLE, Verb.CHECK): {COORDINATOR, OFFICER},
        (Thing.CIRCLE, Verb.NOTE): {LEADER},
        (Thing.CIRCLE, Verb.APPROVE): {OFFICER},
        (Thing.CIRCLE, Verb.HAND_OVER): {COORDINATOR, ADMIN},
        (Thing.CIRCLE, Verb.IMPORT): {COORDINATOR},
        (Thing.PARTICIPANT, Verb.SEE): {LEADER, COORDINATOR},
        (Thing.PARTICIPANT, Verb.CREATE): {LEADER, COORDINATOR},
        (Thing.PARTICIPANT, Verb.EDIT): {LEADER, COORDINATOR},
        (Thing.REFERRAL, Verb.SEE): {LEADER, COORDINATOR, PARTNER, STEWARD},
        (Thing.REFERRAL, Verb.CREATE): {LEADER, COORDINATOR},
        (Thing.REFERRAL, Verb.SEND): {COORDINATOR},
        (Thing.REFERRAL, Verb.ANSWER): {PARTNER},
        (Thing.OFFER, Verb.SEE): frozenset(Role),
        (Thing.OFFER, Verb.EDIT): {PARTNER},
        (Thing.LEADER, Verb.SEE): {COORDINATOR, OFFICER},
        (Thing.LEADER, Verb.CREATE): {COORDINATOR},
        (Thing.LEADER, Verb.EDIT): {COORDINATOR},
        (Thing.LEADER_APPROVAL, Verb.CREATE): {COORDINATOR},
        (Thing.LEADER_APPROVAL, Verb.APPROVE): {OFFICER},
        (Thing.OWN_TRAINING, Verb.SEE): {LEADER},
        (Thing.PROGRAMME, Verb.SEE): {LEADER, COORDINATOR, CONVENER, OFFICER},
        (Thing.PROGRAMME, Verb.EDIT): {COORDINATOR},
        (Thing.STUDY, Verb.SEE): {EVALUATOR, STEWARD},
        (Thing.STUDY, Verb.CREATE): {STEWARD},
        (Thing.STUDY, Verb.EDIT): {EVALUATOR, STEWARD},
        (Thing.ANSWERS, Verb.CREATE): {LEADER, COORDINATOR, STEWARD},
        (Thing.RELEASE, Verb.SEE): {EVALUATOR, STEWARD},
        (Thing.RELEASE, Verb.CREATE): {EVALUATOR},
        (Thing.RELEASE, Verb.DOWNLOAD): {EVALUATOR},
        (Thing.RELEASE, Verb.APPROVE): {STEWARD},
        (Thing.PERSON, Verb.SEE): {ADMIN},
        (Thing.PERSON, Verb.CREATE): {ADMIN},
        (Thing.PERSON, Verb.EDIT): {ADMIN},
        (Thing.ORGANISATION, Verb.SEE): {ADMIN, COORDINATOR, CONVENER, STEWARD},
        (Thing.ORGANISATION, Verb.EDIT): {ADMIN},
        (Thing.REFLECTION, Verb.SEE): {Role.SUPERVISOR},
        (Thing.REFLECTION, Verb.REFLECT): {LEADER},
        (Thing.LOG, Verb.SEE): {STEWARD},
    }.items()
}


def may(roles: Iterable[str], verb: Verb, thing: Thing) -> bool:
    """Whether any of the roles may do `verb` to some `thing`.

    may({Role.OFFICER}, Verb.APPROVE, Thing.CIRCLE) → True; with no role, False.
    """
    return not TABLE.get((thing, verb), frozenset()).isdisjoint(roles)
