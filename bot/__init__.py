"""Slack, HTTP, calendar and command line: everything that carries facts to and from `kpi`."""
