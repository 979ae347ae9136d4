"""Finding the right passage while the word is still being typed; the index is built here."""
