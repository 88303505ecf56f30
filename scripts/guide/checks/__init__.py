"""All that judges a guide: rules, published standards, reading grades, reviews and past texts."""
