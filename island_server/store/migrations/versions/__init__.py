"""One module for each step. Steps that were released are never changed."""
