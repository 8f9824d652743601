"""What readers get, from editions only: never from a working row."""
