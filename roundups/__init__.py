"""The roundup: from a journalist's first word to a sealed, published edition."""
