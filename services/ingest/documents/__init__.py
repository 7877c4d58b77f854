"""Text out of documents: DOCX, PDF, RTF, ODT and Outlook's winmail.dat.

One kind a module, by a library, in a process of its own with limits (`opening`), since what
strangers send may be made to exhaust or to trip what reads it. `formats/documents.py` makes
stories of what is found. To add a kind: a module, two lines in
`worker`, its name in `opening.KINDS`.
"""
