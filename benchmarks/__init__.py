"""What the newsroom costs, measured beside the plain way of doing the same thing: run by make, never by the tests."""
