"""A document of findings as a page shows it: sentences, tables and charts in the reader's words."""
