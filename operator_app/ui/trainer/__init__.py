"""Тренажёр: practice calls on the agent's own screen, scored, kept on this desk only."""
