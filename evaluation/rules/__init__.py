"""Pure: what makes a study whole."""
