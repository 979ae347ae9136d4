"""One module per subcommand of operator-app."""
