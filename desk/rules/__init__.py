"""Pure rules of the desk: no Django, days are arguments."""
