"""Verbs that write, by concept. Each is atomic, names who acts with `by=` and leaves an audit event.

A rule that stands against an action raises `circles.rules.verdict.Refused` with its reasons; nothing has changed then.
"""
