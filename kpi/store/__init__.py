"""Facts at rest: the only place that speaks SQL, one file a noun, in the order of the flow."""
