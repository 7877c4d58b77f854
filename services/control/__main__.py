"""`python -m services.control` is `copydesk`, where the command is not installed."""

from services.control.main import run

run()
