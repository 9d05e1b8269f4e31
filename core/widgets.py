"""Fields of forms that the framework has no widget for."""

from django.forms import CheckboxSelectMultiple


class ChosenFirst(CheckboxSelectMultiple):
    """A long list of boxes: those that are ticked stand first, so that nobody must scroll to see the choice."""

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not group[1][0]["selected"])
