"""One verb per thing an agent, lead or trainee does; takes ports, returns what changed."""
