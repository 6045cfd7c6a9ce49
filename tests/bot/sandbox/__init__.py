"""Tests of the Slack on loopback, through the real Slack client and a tiny bot."""
