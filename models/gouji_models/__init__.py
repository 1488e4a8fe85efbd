"""Corpora, training and evaluation for gouji. This package imports gouji; gouji never imports it."""
