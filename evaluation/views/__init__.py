"""Pages of this room: gate, one call, render."""
