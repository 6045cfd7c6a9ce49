"""Block Kit's limits and surfaces as a table, and the check of messages and forms against it."""
