"""Sign-in: password and second factor, fresh proofs, sessions that end, and forms that are kept when one has ended."""
