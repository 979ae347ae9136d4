"""The screen «База»: topics, procedures, and the one being read."""
