"""A picture comes in: decided by its content, opened under limits, kept privately; what is shown is made anew.

`intake` is the one door; `renditions` makes what readers get; `darkroom` is the program that opens strangers' files.
Nothing is imported here, because that program must not know the newsroom.
"""
