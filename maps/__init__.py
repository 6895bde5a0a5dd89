"""Maps of the islands, and the package that draws them."""
