"""The open tables (PT): a fixed catalogue, written from the archived scientific files and from nothing else."""
