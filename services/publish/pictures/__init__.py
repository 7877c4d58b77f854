"""Pictures on their way out: which a story shows, in which sizes, and for how long.

shown/       pure: what a story says of its pictures, and which bytes it means (slots); with the
             pictures that are there, what the item shows of them; sizes, crops, addresses
deciding     what is approved and what is killed, with the pictures beside the stories
following    a picture came, changed or was killed: its stories are told anew
darkroom/    edge: each size made once, in a process of its own, kept, and handed out
exporting    the files of those that live stories show
storage      what is known of each, who names it, its sizes
"""
