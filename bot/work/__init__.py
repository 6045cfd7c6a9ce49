"""What runs by itself: taking webhooks in, looking people up, sending messages, weekly digests."""
