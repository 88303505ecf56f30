"""What a guide is and says, without markup: its schema, its files, its prose, numbers, tables, terms and drawings."""
