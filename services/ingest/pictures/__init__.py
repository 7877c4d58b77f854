"""Pictures: named by items, fetched or taken along, read, kept, told, and ended.

    errands    pure: which pictures a taken revision names, and what it says of them
    standing   pure: what is kept of one picture, and how that changes
    files/     what a file holds, worked out in a process of its own
    fetching   gets the bytes: from the web, or out of the delivery they came with
    keeper     puts bytes and document in their places, tells, and ends
    janitor    no object without a document, none without an object; what nobody needs goes
    storage    the documents: media, and pictures still to be had

Owns media, pictures.
"""
