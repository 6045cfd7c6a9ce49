"""Tests of the Block Kit table."""
