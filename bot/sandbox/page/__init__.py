"""The page on which people use this Slack in a browser: drawn here, in plain HTML."""
