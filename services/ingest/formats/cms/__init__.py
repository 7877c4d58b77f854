"""Stories as content management systems give them to programs, one system a module; pure.

Each is written anew in ninjs terms and read as that (`reading`). To add one: a module, a line
in `FORMATS`, and its name in `recognise`.
"""
