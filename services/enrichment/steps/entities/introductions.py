"""Names that the words beside them show to be an organisation's: “shares of X”."""

from __future__ import annotations

from services.enrichment.steps.entities.lexicon import SHORT_NAME, Lexicon
from services.enrichment.steps.entities.tokens import Tokens, is_capital

_FARTHEST_NOUN = 9
_ARTICLES = frozenset(("a", "an", "the"))
_WHICH_DOES = frozenset(
    "makes operates owns provides sells runs produces employs manufactures publishes builds"
    " develops designs offers represents advises supplies manages publishes markets distributes"
    " regulates oversees".split()
)
_PART_OF = frozenset(
    "shares stake stock employees executives workers ceo cfo owner owners founder co-founder"
    " cofounder subsidiary division unit customers headquarters maker parent analyst analysts"
    " strategist economist board".split()
)
_OWNED = frozenset("owned published acquired founded made produced commissioned".split())
_WORKS = frozenset("works worked working analyst analysts employees workers strategist".split())
_ONCE_TOLD = frozenset("told tells".split())
_NO_NAMES = frozenset(
    "Congress Parliament Monday Tuesday Wednesday Thursday Friday Saturday Sunday Republicans"
    " Democrats Mr Mrs Ms Dr".split()
)


class Introductions:
    """Looks at what stands before and behind a name that no list knows."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def sure(self, at: int, end: int) -> bool:
        """Tell whether the name is called an organisation here."""
        return self._called_before(at) or self._called_behind(end) or self._owned(at, end)

    def likely(self, at: int, end: int) -> bool:
        """Tell whether organisations, and few others, stand like this: “told X”."""
        tokens = self.tokens
        if at == 0 or not tokens.near(at - 1, at):
            return False
        before = tokens.texts[at - 1].lower()
        return before in _ONCE_TOLD and self._ends(end)

    def acronym(self, at: int, end: int) -> str | None:
        """Give the “WSU” behind “World Snail Union”, if its letters are the name's."""
        words = self.tokens.words
        after = self.tokens.finishes[end - 1]
        text = words.text[after : after + 12]
        if not text.startswith(" ("):
            return None
        short, closed, _ = text[2:].partition(")")
        if not closed or not short.isupper() or not short.isalpha() or len(short) < _FEWEST:
            return None
        initials = "".join(
            token[0] for token in self.tokens.texts[at:end] if token[0].isupper()
        )
        return short if initials == short else None

    def _called_before(self, at: int) -> bool:
        """Know “the gas company X”, “a retailer, X”."""
        tokens, texts = self.tokens, self.tokens.texts
        if at == 0 or texts[at - 1].lower() not in self.lexicon.org_noun:
            return False
        if is_capital(texts[at - 1]) or not tokens.near(at - 1, at):
            return False
        return tokens.words.text[tokens.words.ends[at - 1]] in " \u00a0"

    def _called_behind(self, end: int) -> bool:
        """Know “X, a start-up that …”, “X, which makes …”."""
        words, texts = self.tokens.words, self.tokens.texts
        count = len(texts)
        if end + 1 >= count or words.text[words.ends[end - 1] : words.starts[end]] != ", ":
            return False
        if texts[end] == "which":
            return texts[end + 1] in _WHICH_DOES
        if texts[end] not in _ARTICLES:
            return False
        for at in range(end + 1, min(count, end + _FARTHEST_NOUN)):
            lower = texts[at].lower()
            if self.lexicon.is_role(lower):
                return False
            if texts[at] in self.lexicon.org_noun:
                following = texts[at + 1] if at + 1 < count else ""
                return not self.lexicon.is_role(following)
            gap = words.text[words.ends[at] : words.starts[at + 1]] if at + 1 < count else "."
            if gap not in (" ", "\u00a0") or lower in ("of", "in", "for", "who", "that"):
                return False
        return False

    def _owned(self, at: int, end: int) -> bool:
        """Know “shares of X”, “X shares”, “X CEO”, “owned by X”, “works for X”."""
        tokens, texts = self.tokens, self.tokens.texts
        count = len(texts)
        if end < count and tokens.near(end - 1, end) and end - at <= SHORT_NAME:
            following = texts[end]
            whose = tokens.words.texts[end - 1] != texts[end - 1]
            small = not is_capital(following) or following.isupper()
            if small and not whose and following.lower() in _BEHIND_ALONE:
                return True
        if at < _FEWEST or not (tokens.near(at - 1, at) and tokens.near(at - 2, at - 1)):
            return False
        link, before = texts[at - 1], texts[at - 2].lower()
        return (
            (link in ("of", "in", "at") and before in _PART_OF)
            or (link == "by" and before in _OWNED)
            or (link in ("at", "for", "with") and before in _WORKS)
        )

    def _ends(self, end: int) -> bool:
        """Tell whether a name that was told something ends here, and is no person's."""
        texts = self.tokens.texts
        if texts[end - 1] in _NO_NAMES:
            return False
        following = texts[end] if end < len(texts) else ""
        return not is_capital(following) or not self.tokens.joined(end - 1, end)


_FEWEST = 2
_BEHIND_ALONE = frozenset(
    "shares stock ceo cfo cto coo spokesman spokeswoman spokesperson shareholders subsidiary"
    " executives employees investors customers".split()
)
