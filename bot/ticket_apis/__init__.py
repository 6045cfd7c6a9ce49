"""The APIs of ticket systems: who was helped, what webhooks left out, notes on tickets.

`talk` is the shape, one file a system fills it without touching the network, `client` reaches it.
"""
