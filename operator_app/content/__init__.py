"""Files to domain values and back: formats, checks, import and export."""
