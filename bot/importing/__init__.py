"""Reading answers from anybody's export: what a file is like, each row as an answer or a reason.

Everything here is a function of text and bytes; only `file` opens one.
"""
