"""Entering the company's centre, the page «Синхронизация», and the choice in a conflict."""
