"""Views by concept: gate, one call, render."""
