"""One file for each ticket system: is it really them, and what do they say."""
