"""One script a figure or picture of the docs."""
