"""The command `kompas`: one file a verb, and the few things that every verb needs."""
