"""From an edition to files that readers get."""
