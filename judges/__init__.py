"""Validators that nobody here wrote, for the public pages: `make judge`."""
