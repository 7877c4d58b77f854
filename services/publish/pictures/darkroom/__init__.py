"""Renditions: each made once, in a process of its own, kept, and handed out."""
