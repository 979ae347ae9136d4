"""The desk's encrypted file: engine, tables, repositories, unit of work."""
