"""Rows become the lines of a file that a spreadsheet or a program reads."""
