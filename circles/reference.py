"""Reference data of this room: the study-circle rules as rows, dated and sourced."""

from datetime import date

from circles.models import RuleSet

# The numbers are the defaults of RuleSet; a later row carries only what changed.
RULE_SETS = [
    {
        "code": "fbr-2024",
        "name": "Folkbildningsrådet 2024",
        "valid_from": date(2024, 1, 1),
        "source": "Folkbildningsrådet, villkor för statsbidrag till studieförbunden",
    },
]


def seed() -> dict[str, int]:
    """Only adds: an existing rule set is never rewritten, since circles were counted by it."""
    for rules in RULE_SETS:
        RuleSet.objects.get_or_create(code=rules["code"], defaults=rules)
    return {"rule_sets": len(RULE_SETS)}
