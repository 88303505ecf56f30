"""A page on paper: typeset, as sheets, a book and posters, and finished as PDFs."""
