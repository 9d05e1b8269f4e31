"""Pure: who may do what, as a vocabulary of verbs and roles that a manager can read."""
