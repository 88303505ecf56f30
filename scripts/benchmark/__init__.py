"""Measures the generator on made-up guides, beside other generators on the same prose."""
