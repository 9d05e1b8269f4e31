"""Pure rules: no Django, no clock."""
