"""The trade itself: calls, scripts, passages, replies, limits; no input or output."""
