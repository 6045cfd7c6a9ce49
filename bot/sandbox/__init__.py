"""Slack's side on loopback: a workspace with people, a Web API, and signed calls to a bot.

It imports nothing of the bot it talks to, so demo, journeys and load tests can trust it as a peer.
"""
