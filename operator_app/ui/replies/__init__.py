"""The screen «Ответы»: replies filled from the call, put on the clipboard, kept in its record."""
