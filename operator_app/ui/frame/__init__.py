"""What stands around every screen: top bar, rail, key bar, messages, and the size class."""
