"""What words mean, so that a headline and its text can be compared without one word in common.

`words.tsv` says which words of seven languages mean what an English one does; that one has a
vector (`bake.py` says from where), and `nearness` tells how near some words come to a text's.
"""
