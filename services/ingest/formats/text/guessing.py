"""Which charset bytes are in that say nothing of it and are no UTF-8; pure.

Each language is known by letters that are common in it: kana in Japanese, the commonest
characters in Chinese, the commonest syllables in Korean, `а` and `о` in Russian.
"""

from __future__ import annotations

import re
from collections import Counter

_LOOKED_AT = 100_000
_A_LETTER_OF_EACH = re.compile(rb"[A-Za-z][\xb1\xb3\xb6\xb9\xbc\xbf][a-z]")
"""Polish: in Windows-1252 these are signs, which do not stand within a word."""


def _guess_of_one_byte(seen: bytes) -> str:
    """Guess by what no other language would have.

    Whole words beyond ASCII: another alphabet. Signs within words, or letters that no language
    of Windows-1252 has together: Polish, Czech, Hungarian. Else Windows-1252.
    """
    high = Counter(byte for byte in seen if byte >= 0xC0)
    if sum(map(len, _WORDS_BEYOND_ASCII.findall(seen))) * 2 > high.total():
        return _guess_of_an_alphabet(high)
    polish = len(_A_LETTER_OF_EACH.findall(seen)) > 1
    czech = min(high[0xF8], high[0xEC]) > 1  # `řě`, else `øì`
    hungarian = min(high[0xF5], high[0xFB]) > 0  # `őű`, else `õû`
    if not (polish or czech or hungarian):
        return "windows-1252"
    is_latin_2 = not re.search(rb"[\x80-\x9f]", seen) and not (polish and b"\xb1" not in seen)
    return "iso8859-2" if is_latin_2 else "windows-1250"


_WORDS_BEYOND_ASCII = re.compile(rb"(?<![A-Za-z\x80-\xff])[\xa1-\xff]{3,}(?![A-Za-z\x80-\xff])")


def _guess_of_an_alphabet(high: Counter[int]) -> str:
    """Tell Cyrillic, Greek, Hebrew and Arabic by where their commonest letters stand."""
    letters = high.total()
    upper_half = sum(high[byte] for byte in range(0xC0, 0xE0))
    if not upper_half and not any(high[byte] for byte in range(0xFB, 0x100)):
        return "windows-1255"  # which has its letters from E0 to FA and no capitals
    if high[0xC7] * 16 > letters and high[0xE1] * 20 > letters:  # alef and lam
        return "windows-1256"
    if upper_half * 2 > letters:
        return "koi8-r" if (high[0xC1] + high[0xCF]) * 20 > letters else "windows-1252"
    cyrillic, greek = high[0xE0] + high[0xEE], high[0xE1] + high[0xEF]
    if max(cyrillic, greek) * 20 <= letters:
        return "windows-1252"
    return "windows-1251" if cyrillic > greek else "windows-1253"


def guess(content: bytes) -> str:
    """Guess what undeclared bytes that are no UTF-8 are: East Asian first, else one by one."""
    seen = content[:_LOOKED_AT]
    return _guess_of_two_bytes(seen[:_READ_IN_PAIRS]) or _guess_of_one_byte(seen)


_READ_IN_PAIRS = 8_192
_FEWEST_LETTERS = 4
_IN_CHINESE = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学"
    "对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头"
    "面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向"
    "情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信"
    "北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神"
)
_IN_OLD_CHINESE = frozenset(
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學"
    "對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭"
    "面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向"
    "情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信"
)
_IN_KOREAN = frozenset(
    "이다는의을에가고하지은를로도서기사한자리시어대인나일정아그라스수전으제부해장만여들보국주상선구신"
    "조있비공성과원오경거면했관현동마무소"
)
_KANA = re.compile("[\u3041-\u30fe]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_NOBODYS = re.compile("[\ue000-\uf8ff\ufffd]")


def _guess_of_two_bytes(seen: bytes) -> str | None:
    """Guess Japanese, Chinese or Korean, where enough of the letters are the language's own."""
    if sum(byte >= 0x80 for byte in seen) < 2 * _FEWEST_LETTERS:
        return None
    best: tuple[float, str] | None = None
    for codec in ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949"):
        text = _whole(seen, codec)
        share = _share_of_its_own(text, codec) if text else 0.0
        if share > _ENOUGH and (best is None or share > best[0]):
            best = share, codec
    return best and best[1]


_ENOUGH = 0.2


def _whole(seen: bytes, codec: str) -> str | None:
    """Read all of it; the end may be cut within a letter."""
    for end in range(len(seen), max(len(seen) - 4, 0), -1):
        try:
            return seen[:end].decode(codec)
        except UnicodeDecodeError as error:
            if error.start < len(seen) - 4:
                return None
    return None


def _share_of_its_own(text: str, codec: str) -> float:
    letters = [sign for sign in text if ord(sign) > 0x7F]
    if len(letters) < _FEWEST_LETTERS:
        return 0.0
    joined = "".join(letters)
    if _NOBODYS.search(joined) or len(_HALF_WIDTH.findall(joined)) * 10 > len(letters):
        return 0.0
    if codec in {"cp932", "euc_jp"}:
        own = len(_KANA.findall(joined))
    elif codec == "cp949":
        own = sum(sign in _IN_KOREAN for sign in letters)
    else:
        common = _IN_CHINESE if codec == "gb18030" else _IN_OLD_CHINESE
        own = sum(sign in common for sign in letters)
    return own / len(letters)
