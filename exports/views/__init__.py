"""Pages of studies and their releases: gate, one call, render."""
