"""Russian: tokens, lemmas, declension, agreement and phrase rules. No input or output."""
