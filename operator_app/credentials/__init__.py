"""Secrets of this desk: the key store and the vault over it."""
