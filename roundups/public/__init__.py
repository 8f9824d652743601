"""What readers get, from editions only: never from a working row.

The one exception is `shared`: whoever was given a link by the desk sees the state for which it was made.
"""
