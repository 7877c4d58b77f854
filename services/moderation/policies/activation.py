"""Pure: a policy put in force in a running newsroom, by whom and why."""

from __future__ import annotations

from shared.articles import Noun
from shared.ninjs import Moment


class Activation(Noun):
    """One change of the policy; the newest is in force. They are numbered, and never changed.

    Without a text it puts back in force what the services were started with.
    """

    number: int
    version: str
    text: str | None
    by: str
    note: str = ""
    at: Moment
    before: str
    """The version that was in force until then."""
