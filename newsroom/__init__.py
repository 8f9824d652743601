"""The house: settings, addresses, the paper itself and its people."""
