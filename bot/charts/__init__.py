"""Pictures of numbers for a Slack that does not draw charts: drawn apart, uploaded, and posted."""
