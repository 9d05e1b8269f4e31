"""The research extract: single persons' rows under pseudonyms, for one study and one recipient."""
