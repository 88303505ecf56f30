"""What else comes of a guide: data for machines, plain Markdown, the offline kit, the joined stylesheet."""
