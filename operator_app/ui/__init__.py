"""Everything Qt: windows, panels, models; views show frozen rows, never a database row."""
