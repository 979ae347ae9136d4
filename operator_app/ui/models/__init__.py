"""Item models: frozen rows as Qt views want them."""
