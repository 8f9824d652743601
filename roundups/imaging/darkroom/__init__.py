"""Where strangers' files are opened: a program of its own, under limits, that knows nothing of the newsroom.

It imports Pillow and no Django, gets no environment, writes no file and opens no connection. What comes in on its
standard input is one line of JSON (the job) and the picture's bytes; what goes out is one line of JSON and the prints'
bytes. A picture that breaks a decoder breaks this program and nothing else.
"""
