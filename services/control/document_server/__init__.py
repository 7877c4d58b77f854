"""nx-27017 as the embedded default runs it: quiet, quick, finding by its indexes.

It starts as `python -m services.control.document_server --data-dir DIR --port PORT …`.
"""
