"""The screen of a live call: script, knowledge, record."""
