"""Pictures on their way out: which a story shows, in which sizes, and for how long.

slots        pure: what a story says of its pictures, and which bytes it means
showing      pure: slots and pictures that are there -> what the item shows of them
following    a picture came, changed or was killed: its stories are told anew
recipes      pure: sizes, crops, addresses
renditions   edge: each size made once, in a process of its own (`worker`), and kept
calls        edge: `/media/…`
"""
