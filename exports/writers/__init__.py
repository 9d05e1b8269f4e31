"""Files from plain values. One module per format; the workbook library is used nowhere else in this room."""
