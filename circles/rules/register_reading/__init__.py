"""What an attendance list in a workbook says. Pure: a grid of cells in, circles with remarks out."""
