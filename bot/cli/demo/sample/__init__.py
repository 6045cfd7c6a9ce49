"""Twelve weeks of an invented helpdesk: from a seed, and marked as what it is."""
