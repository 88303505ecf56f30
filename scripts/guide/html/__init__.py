"""A page as HTML: rendered, its terms linked, its links checked, its policy judged, framed."""
