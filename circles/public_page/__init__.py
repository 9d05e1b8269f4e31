"""What a participant reads without an account: a circle's page in eight languages, its calendar file, its texts to
share. Its words are data files, one a language (docs/adr/0005): nobody needs gettext to review them."""
