"""What a page shows: its generated parts, citations, menu, and lists that go on on further pages."""
