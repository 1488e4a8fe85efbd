"""Writes the reports of the corpus as HTML, DOCX, PDF and TXT, in the layouts offices really use."""
