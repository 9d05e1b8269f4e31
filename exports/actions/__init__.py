"""Verbs that write: fixing batches, the ledger's steps, the worker's part. Each is atomic and audited."""
