"""Practice data: invented, with the tables, variables, labels and codes of a release, marked SYNTHETIC everywhere.

Drawn from a study's code and from what it asks, so that they are the same each time and say nothing of anybody: no
query is made here.
"""
