"""The guide's core: content in, checked pages and tables out. It never imports the site generator."""
