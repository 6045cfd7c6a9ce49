"""What people get to see, kept: the main answers in both languages, and the pictures.

A change of words or looks shows here as a difference to look at. Where it is meant,
`python -m tests.golden` writes everything anew; look at what changed before it is committed.
"""
