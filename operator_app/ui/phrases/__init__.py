"""Phrase hints in editors: discouraged words underlined, better ones a key away."""
