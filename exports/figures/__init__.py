"""The figures of scientific files C, D and F: counted in the database per circle, pooled, then masked.

What comes out is what is published: midpoints of six, or a missing code. See `exports.columns`.
"""
