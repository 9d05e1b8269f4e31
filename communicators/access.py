"""The gates of this room. A stranger's leader is a 404, and the attempt is in the log."""

from accounts.access.gates import object_or_404, require
from accounts.access.verbs import Thing, Verb
from communicators.models import Communicator, LeaderApproval, Qualification
from organisations.models import Hub, Municipality


def communicator_for(user, public_id, verb: Verb) -> Communicator:
    """The leader that `user` may do `verb` to: a coordinator's own hubs. Or Http404."""
    require(user, verb, Thing.LEADER)
    return object_or_404(coordinated(user).with_ladder(), user, public_id, verb)


def coordinated(user):
    """The leaders a coordinator works with, resting ones too."""
    return Communicator.objects.coordinated_by(user)


def step_for(user, public_id, verb: Verb) -> Qualification:
    """A step on the ladder of one of those leaders, or Http404."""
    require(user, verb, Thing.LEADER)
    mine = Qualification.objects.filter(communicator__in=coordinated(user))
    return object_or_404(mine.select_related("communicator", "course"), user, public_id, verb)


def approval_for(user, public_id, verb: Verb) -> LeaderApproval:
    """An approval of the officer's own association, or Http404."""
    require(user, verb, Thing.LEADER_APPROVAL)
    mine = LeaderApproval.objects.visible_to(user).select_related("communicator", "association")
    return object_or_404(mine, user, public_id, verb)


def approvals_for(user):
    """All approvals of the officer's own association; Http404 for anybody else."""
    require(user, Verb.APPROVE, Thing.LEADER_APPROVAL)
    return LeaderApproval.objects.visible_to(user).for_list()


def own_training(user) -> Communicator | None:
    """Oneself with the ladder; None for a communicator who isn't on any list yet. Http404 for other roles."""
    require(user, Verb.SEE, Thing.OWN_TRAINING)
    return Communicator.objects.visible_to(user).filter(user=user).with_ladder().first()


def hubs_of(user):
    return Hub.objects.coordinated_by(user)


def municipalities_of(user):
    """The municipalities of the coordinator's hubs."""
    return Municipality.objects.filter(hubs__in=hubs_of(user)).distinct()
