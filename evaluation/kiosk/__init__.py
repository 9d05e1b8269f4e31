"""The tablet that goes round: its words, and the questions one at a time."""
