"""Pure rules: no Django, no clock (days are arguments), frozen dataclasses in, verdicts out."""
