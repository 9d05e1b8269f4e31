"""Pure: the states of a release, and the half-years of batches."""
