"""Invented wire copy, with the anatomy and the dirt of real copy, and what must become of it.

`pieces` says what is sent, in which order, and where each story must end; `play` sends it to a
running newsroom and follows each story on its way.
"""
