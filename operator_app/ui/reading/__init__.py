"""Reading a procedure: the text itself and what an agent does with it, on any screen."""
