"""Attendance lists that people already keep in Excel become circles, registers and code cards.

The way of a value, from cell to row:

    guard → child (openpyxl, in its own process) → workbook → rules.register_reading → plan → actions
"""
