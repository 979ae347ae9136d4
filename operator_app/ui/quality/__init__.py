"""Качество: what a lead sees of the team's work, a tab each."""
