"""Facts about support and what they mean; no Slack, no HTTP, no clock."""
