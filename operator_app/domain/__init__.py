"""The trade itself: calls, scripts, passages, replies, limits. Standard library only, no input or output."""
