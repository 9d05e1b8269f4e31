"""Pure: what makes a study whole, what an instrument is, and how its answers become a score."""
