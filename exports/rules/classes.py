"""How many people of a batch's A_characteristics read alike, at least."""

K_LEAST, K_MOST = 5, 15
