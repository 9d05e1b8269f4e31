"""What each role's first page says: one module a role, read-only, each with a constant number of queries."""
