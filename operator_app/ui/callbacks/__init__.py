"""Обратные: calls that were promised, by time."""
