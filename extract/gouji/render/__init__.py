"""Audit → output: the JSON document, the terminal, the figures and the rules."""
