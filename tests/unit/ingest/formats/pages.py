"""Pages in the templates of many sites, all of it invented, each with the story it holds.

`{0}`, `{1}` … stand for the paragraphs of the story; what else is on a page is not it.
"""

# ruff: noqa: E501  mark-up is told as sites send it

from __future__ import annotations

import json
import re
from typing import NamedTuple

STORY = (
    "The last ferry to Lowmarsh left the harbour on Monday evening with forty cars and a brass band on board, ending a service that had run for a hundred and six years.",
    "“We grew up on that boat,” said Ida Okafor, who sold tea on the upper deck for three decades. “My children learned to walk between the benches.”",
    "The council voted in May to replace the crossing with a bridge, after an engineer's report found that the old pier could not be repaired for less than nine million pounds.",
    "Opponents argue that the bridge will bring lorries through the old town, and that the toll will cost a family more than the season ticket ever did.",
    "A spokesman for the bridge company said the toll had been agreed with the ministry and would not rise before the end of the decade.",
    "Fishermen from both banks escorted the ship for the first mile, sounding their horns until she rounded the headland and was gone.",
    "The ship herself has been sold to a museum in the north, where she is to be painted in her first colours and moored beside a tug of the same yard.",
    "Whether the tea room will move with her is still being discussed, the museum said.",
)
TITLE = "Last ferry to Lowmarsh leaves with a brass band"
TEASERS = (
    "Why the price of herring has doubled since spring",
    "Ten walks along the estuary for a windy weekend",
    "Mayor denies knowing about the second contract",
    "The baker who feeds a whole island before dawn",
)
COMMENTS = (
    "I remember the fog of 1987 when we all slept on the pier and somebody had brought an accordion, those were the days and nobody complained about tolls.",
    "Nine million is nothing compared with what they spent on the roundabout, which is still not finished and floods each time it rains for an hour.",
    "My grandfather was the second engineer and he would not have believed that she ends up next to a tug, of all things, in the north.",
    "Can somebody tell me whether the bus still meets the boat now that there is no boat, because the timetable says that it does.",
)


class Page(NamedTuple):
    """A page, and the paragraphs that are its story."""

    name: str
    markup: str
    story: tuple[str, ...]


def _links(css: str = "") -> str:
    items = "".join(f'<li><a href="/s/{n}">{text}</a></li>' for n, text in enumerate(TEASERS))
    return f'<ul class="{css}">{items}</ul>'


def _cards() -> str:
    return "".join(
        f'<div class="card"><a href="/s/{n}"><h3>{text}</h3></a><p>{text}, and what the harbour master says about it in our long read of the week.</p></div>'
        for n, text in enumerate(TEASERS)
    )


NAV = '<header><a href="/">Estuary Herald</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li><li><a href="/tides">Tides</a></li></ul></nav></header>'
FOOT = '<footer><p>© 2026 Estuary Herald. All rights reserved.</p><ul><li><a href="/terms">Terms</a></li><li><a href="/privacy">Privacy</a></li></ul><p>The Estuary Herald is published by Marsh Papers Ltd., Quay Street, and is a member of the independent press standards body of the county.</p></footer>'


def _page(name: str, body: str, *, head: str = "", story: tuple[str, ...] = STORY) -> Page:
    said = [text.strip() for text in story]
    filled = re.sub(r"\{(\d)\}", lambda match: said[int(match[1])], body)
    markup = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{TITLE} | Estuary Herald</title>"
        f"{head}</head><body>{filled}</body></html>"
    )
    return Page(name, markup, tuple(said))


_P = "".join(f"<p>{{{n}}}</p>" for n in range(8))

PAGES: tuple[Page, ...] = (
    _page(
        "WordPress with sharing, related posts, comments and widgets",
        f"""{NAV}<div id=content><div id=primary><main><article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1>
        <div class="entry-meta"><span class="posted-on">Posted on <time datetime="2026-03-02">March 2, 2026</time></span> <span class="byline">by <a href="/a">Tom Reed</a></span></div></header>
        <div class="entry-content">{_P}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3>{_links()}</div>
        <div id="jp-relatedposts" class="jp-relatedposts"><h3><em>Related</em></h3>{_cards()}</div></div>
        <footer class="entry-footer"><span class="cat-links">Posted in <a href="/c">News</a></span> <span class="tags-links">Tagged <a href="/t">ferries</a>, <a href="/t2">bridges</a></span></footer></article>
        <nav class="post-navigation"><h2 class="screen-reader-text">Post navigation</h2><a href="/p">Previous: {TEASERS[0]}</a></nav>
        <div id="comments" class="comments-area"><h2 class="comments-title">4 thoughts on “{TITLE}”</h2><ol class="comment-list">{"".join(f'<li class="comment"><div class="comment-body"><b>Reader</b><p>{text}</p></div></li>' for text in COMMENTS)}</ol>
        <div id="respond"><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked *</p></div></div></main></div>
        <aside id=secondary class="widget-area"><section class="widget"><h2>Recent Posts</h2>{_links()}</section></aside></div>{FOOT}""",
    ),
    _page(
        "Drupal with fields for everything",
        f"""<div class="dialog-off-canvas-main-canvas">{NAV}<main role=main><div class="region region-content"><article role="article" class="node node--type-article node--view-mode-full"><div class="node__content">
        <div class="field field--name-field-kicker">Harbour</div><h1 class="page-title"><span class="field field--name-title">{TITLE}</span></h1><div class="field field--name-field-author">By Tom Reed</div><div class="field field--name-created">Mon, 03/02/2026 - 18:04</div>
        <div class="field field--name-field-image"><img src="/f.jpg" alt="x"><div class="field field--name-field-caption">The ferry on her last crossing. Picture: Ann Lee</div></div>
        <div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{_P}</div>
        <div class="field field--name-field-tags"><div class="field__label">Tags</div><div class="field__items"><div class="field__item"><a href="/t">Ferries</a></div><div class="field__item"><a href="/t">Lowmarsh</a></div></div></div></div></article>
        <div class="views-element-container block block-views"><h2>More from the harbour</h2>{_cards()}</div></div></main>{FOOT}</div>""",
    ),
    _page(
        "Arc with interstitial links and ad slots in the body",
        f"""{NAV}<div id=fusion-app><main class="b-main"><h1 class="b-headline">{TITLE}</h1><h2 class="b-subheadline">Hundreds line the pier as a century ends</h2><div class="b-byline"><span>By Tom Reed</span><span>March 2, 2026 at 6:04 p.m. GMT</span></div>
        <article class="b-article-body"><p class="c-paragraph">{{0}}</p><p class="c-paragraph">{{1}}</p><div class="arcad-feature"><div class="ad-slot">Advertisement</div></div><p class="b-interstitial-link"><a href="/x">READ MORE: {TEASERS[1]}</a></p>
        <p class="c-paragraph">{{2}}</p><p class="c-paragraph">{{3}}</p><p class="c-paragraph">[ <a href="/x">{TEASERS[2]}</a> ]</p><p class="c-paragraph">{{4}}</p><p class="c-paragraph">{{5}}</p><p class="c-paragraph">{{6}}</p><p class="c-paragraph">{{7}}</p></article>
        <div class="b-author-bio"><h3>Tom Reed</h3><p>Tom Reed covers the estuary and its people for the Herald. He joined the paper in 2009 and lives on the north bank.</p></div><div class="b-results-list"><h2>Latest headlines</h2>{_cards()}</div></main></div>{FOOT}""",
        head=f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-03-02T18:04:00Z"})}</script>',
    ),
    _page(
        "hashed class names, paragraphs are divs",
        f"""<div class="css-1x2y"><div class="css-9k"><a class="css-2" href="/">Herald</a></div><div class="css-77"><div class="css-a1"><div class="css-h">{TITLE}</div><div class="css-b">Tom Reed</div><div class="css-d">2 March 2026</div>
        <div class="css-body">{"".join(f'<div class="css-p">{{{n}}}</div>' for n in range(8))}</div></div><div class="css-rail">{"".join(f'<div class="css-r"><a href="/s">{text}</a></div>' for text in TEASERS)}</div></div><div class="css-f">© 2026 Herald</div></div>""",
    ),
    _page(
        "a live blog",
        f"""{NAV}<main><h1>{TITLE}: as it happened</h1><p class=byline>By Tom Reed</p><div class="liveblog">{"".join(f'<div class="liveblog-post" id="p{n}"><time>{19 - n}:0{n} GMT</time><div class="post-body"><p>{{{n}}}</p></div></div>' for n in range(8))}</div></main>{FOOT}""",
    ),
    _page(
        "a list with headings and pictures",
        f"""{NAV}<article><h1>{TITLE}</h1><p>{{0}}</p>{"".join(f'<h2>{{{n}}}</h2><figure><img src="/{n}.jpg"><figcaption>Photo {n} by Ann Lee for the Herald</figcaption></figure><p>{{{n + 1}}}</p>' for n in (1, 3, 5))}<p>{{7}}</p></article>{_cards()}{FOOT}""",
        story=(STORY[0], "1. The tea room", STORY[1], "2. The pier", STORY[2], "3. The horns", STORY[5], STORY[7]),
    ),
    _page(
        "an interview",
        f"""{NAV}<div class="article"><h1>{TITLE}</h1><div class="standfirst">Ida Okafor on three decades of tea</div><div class="article__body"><p>{{0}}</p><p><strong>{{1}}</strong></p><p>{{2}}</p><p><strong>{{3}}</strong></p><p>{{4}}</p><p><strong>{{5}}</strong></p><p>{{6}}</p><p><em>{{7}}</em></p></div></div><section class=more><h2>More interviews</h2>{_links()}</section>{FOOT}""",
        story=(
            "For three decades Ida Okafor sold tea on the upper deck of the Lowmarsh ferry, in all weathers.",
            "When did you first go aboard?",
            "I was four, and sick before we had cleared the mole. My father thought that was the end of it.",
            "And later?",
            "Yes.",
            "Do you still drink tea?",
            "Never. I cannot stand the smell of it any more, but do not print that, they will think I am bitter.",
            "This interview has been edited for length.",
        ),
    ),
    _page(
        "a recipe",
        f"""{NAV}<main><article><h1>Herring the way the ferry made it</h1><p>{{0}}</p><p>{{1}}</p><h2>{{2}}</h2><ul><li>{{3}}</li><li>{{4}}</li></ul><h2>{{5}}</h2><ol><li>{{6}}</li><li>{{7}}</li></ol></article></main><aside><h2>Most read</h2>{_links()}</aside>{FOOT}""",
        story=(
            "The galley of the ferry was two metres long and had one pan, so everything that came out of it was fried.",
            "The herring, though, people would cross the water for, and some of them did so twice in an afternoon.",
            "What you need", "Four herrings, gutted and very fresh", "Two spoons of oatmeal and one of salt",
            "What you do", "Roll the fish in the oatmeal and press it on with the flat of your hand.", "Fry it in butter for three minutes a side, and do not turn it more than once.",
        ),
    ),
    _page(
        "a gallery with a short story",
        f"""{NAV}<article><h1>{TITLE}</h1><div class="gallery slideshow">{"".join(f'<div class="slide"><img src="/{n}.jpg"><div class="caption">Crowds on the pier wave to the ferry, number {n} of the series. Ann Lee/Herald</div></div>' for n in range(9))}</div><div class="text"><p>{{0}}</p><p>{{1}}</p><p>{{2}}</p></div></article>{FOOT}""",
        story=STORY[:3],
    ),
    _page(
        "a digest whose story is a list of links",
        f"""{NAV}<article><h1>The week on the water</h1><p>{{0}}</p><ul><li><a href="/a">{{1}}</a></li><li><a href="/b">{{2}}</a></li><li><a href="/c">{{3}}</a></li></ul><p>{{4}}</p></article>{FOOT}""",
        story=(
            STORY[0],
            "The pilots have a new cutter, and it is quicker than the old one by half an hour.",
            "Eel licences are to be drawn by lot this year, for the first time since the war.",
            "A seal was found in the dry dock on Thursday and has been given a name.",
            "Write to us when you see something that floats and should not, or the other way round.",
        ),
    ),
    _page(
        "a teaser before a paywall",
        f"""{NAV}<article class="is-locked"><h1>{TITLE}</h1><div class="content"><p>{{0}}</p><p>{{1}}</p></div><div class="paywall-offer"><h2>Keep reading for £1 a week</h2><p>Subscribe today and get unlimited access to all of our journalism on every device, with a weekly letter from the editor and puzzles.</p><p>Already a subscriber? <a href="/l">Log in</a></p></div></article><section>{_cards()}</section>{FOOT}""",
        story=STORY[:2],
    ),
    _page(
        "a wall of cookies before the story",
        f"""<div id="sp-consent" class="cookie-consent modal"><div><h2>We value your privacy</h2><p>We and our 812 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers and standard information sent by a device for personalised advertising.</p><p>With your permission we and our partners may use precise geolocation data and identification through device scanning. You may click to consent to our processing as described above.</p><button>Accept</button></div></div>{NAV}<main><h1>{TITLE}</h1>{_P}</main>{FOOT}""",
    ),
    _page(
        "AMP",
        f"""<amp-sidebar id=s layout=nodisplay>{_links()}</amp-sidebar><article><header><h1>{TITLE}</h1><amp-img src="/f.jpg" width=4 height=3></amp-img></header><section class="amp-body"><p>{{0}}</p><p>{{1}}</p><amp-ad width=300 height=250 type=x><div fallback>Ad</div></amp-ad>{"".join(f"<p>{{{n}}}</p>" for n in range(2, 8))}</section></article><amp-embed type=taboola></amp-embed>{FOOT}""",
    ),
    _page(
        "comments longer than a story of three paragraphs",
        f"""{NAV}<div class="main"><h1>{TITLE}</h1><div class="body"><p>{{0}}</p><p>{{1}}</p><p>{{2}}</p></div><div class="discussion" id="disqus_thread"><h2>Comments</h2>{"".join(f'<div class="post-message"><p>{text}</p></div>' for text in COMMENTS * 2)}</div></div>{FOOT}""",
        story=STORY[:3],
    ),
    _page(
        "boxes of other stories inside the story",
        f"""{NAV}<article><h1>{TITLE}</h1><div class="story-body"><p>{{0}}</p><aside class="box"><h3>Also in this section</h3>{_links()}</aside><p>{{1}}</p><p>{{2}}</p><div class="inline-related"><a href="/r"><img src="/r.jpg"><span>{TEASERS[2]}</span><p>The second contract was signed in a car park, according to people who say that they were there.</p></a></div><p>{{3}}</p><p><strong>Read also: <a href="/q">{TEASERS[3]}</a></strong></p><p>{{4}}</p><div class="newsletter-signup"><h4>The Tide, every morning</h4><p>What happens on the water, in your inbox before breakfast. Sign up for our free newsletter.</p></div>{"".join(f"<p>{{{n}}}</p>" for n in range(5, 8))}</div></article>{FOOT}""",
    ),
    _page(
        "pull quotes, captions and a post from elsewhere",
        f"""{NAV}<article><h1>{TITLE}</h1><p>{{0}}</p><figure class="image"><img src="/f.jpg"><figcaption>The ferry, seen from the mole. <span class="credit">Ann Lee</span></figcaption></figure><p>{{1}}</p><div class="pullquote"><p>We grew up on that boat</p></div><p>{{2}}</p><p>{{3}}</p><p>{{4}}</p><p>{{5}}</p><p>{{6}}</p><p>{{7}}</p><div class="social-share">Share</div></article>{FOOT}""",
    ),
    _page(
        "JSON-LD that tells only the beginning",
        f"""{NAV}<div class="wrap"><h1>{TITLE}</h1><div class="txt">{_P}</div></div>{_cards()}{FOOT}""",
        head=f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": STORY[0] + " " + STORY[1][:60] + "…"})}</script>',
    ),
    _page(
        "JSON-LD with mark-up, page with a lot beside it",
        f"""{NAV}<div class="wrap"><div class="l"><h1>{TITLE}</h1>{_P}</div><div class="r">{_cards()}</div></div>{FOOT}""",
        head=f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": TITLE, "articleBody": "".join(f"<p>{text}</p>" for text in STORY)}]})}</script>',
    ),
    Page(
        "a page that scripts fill in, its story in the state of the framework",
        f"<!doctype html><html lang=en><head><title>{TITLE}</title></head><body><div id=__next></div><script id=__NEXT_DATA__ type=application/json>"
        + json.dumps({"props": {"pageProps": {"article": {"id": 7, "title": TITLE, "seo": {"description": "A century ends."}, "body": "".join(f"<p>{text}</p>" for text in STORY), "related": [{"title": text} for text in TEASERS]}}}})
        + "</script></body></html>",
        STORY,
    ),
    _page(
        "a layout of tables, line breaks for paragraphs",
        f"""<table width=800><tr><td width=150 bgcolor=#ccc>{_links()}</td><td><table><tr><td><font size=5><b>{TITLE}</b></font><br><font size=1>By Tom Reed, March 2</font></td></tr><tr><td><font face=Arial>{"<br><br>".join(f"{{{n}}}" for n in range(8))}</font></td></tr></table></td><td width=120><a href="/ad"><img src="/ad.gif"></a></td></tr></table><center>© 2026 Estuary Herald</center>""",
    ),
    _page(
        "headline in h2, story straight in main",
        f"""{NAV}<main><h2 class="title">{TITLE}</h2><h5>by Tom Reed</h5>{_P}<h4>You may also like</h4>{_links()}</main>{FOOT}""",
    ),
    Page(
        "Japanese",
        "<!doctype html><html lang=ja><head><meta charset=utf-8><title>最後の渡し船が出港 - 河口新聞</title></head><body><header><nav><a href=/>トップ</a><a href=/s>社会</a></nav></header><article><h1>最後の渡し船が出港</h1><p class=date>2026年3月2日</p><div class=body>"
        "<p>百年以上続いた渡し船が月曜日の夜、四十台の車と吹奏楽団を乗せて最後の航海に出た。岸壁には千人を超える人々が集まり、色とりどりのテープを投げて別れを惜しんだ。</p>"
        "<p>「この船で育ちました」と、三十年にわたり甲板でお茶を売ってきた女性は話した。「子どもたちは座席の間で歩くことを覚えたのです」。</p>"
        "<p>町は五月、古い桟橋の修理に多額の費用がかかるとの報告を受け、橋を架けることを決めた。反対する住民は、旧市街に大型車が入ると訴えている。</p>"
        "</div></article><aside><h2>人気の記事</h2><ul><li><a href=/1>ニシンの値段が倍に</a></li><li><a href=/2>風の強い週末の散歩道</a></li></ul></aside><footer>無断転載を禁じます</footer></body></html>",
        (
            "百年以上続いた渡し船が月曜日の夜、四十台の車と吹奏楽団を乗せて最後の航海に出た。岸壁には千人を超える人々が集まり、色とりどりのテープを投げて別れを惜しんだ。",
            "「この船で育ちました」と、三十年にわたり甲板でお茶を売ってきた女性は話した。「子どもたちは座席の間で歩くことを覚えたのです」。",
            "町は五月、古い桟橋の修理に多額の費用がかかるとの報告を受け、橋を架けることを決めた。反対する住民は、旧市街に大型車が入ると訴えている。",
        ),
    ),
    Page(
        "Arabic",
        "<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8><title>العبّارة الأخيرة تغادر الميناء</title></head><body><div class=menu><a href=/>الرئيسية</a> <a href=/n>أخبار</a></div><div class=post><h1>العبّارة الأخيرة تغادر الميناء</h1><div class=content>"
        "<p>غادرت العبّارة الأخيرة الميناء مساء الاثنين وعلى متنها أربعون سيارة وفرقة موسيقية، لتنتهي بذلك خدمة استمرت أكثر من مئة عام بين الضفتين.</p>"
        "<p>وقالت بائعة الشاي التي عملت على السطح العلوي ثلاثة عقود إن أطفالها تعلموا المشي بين المقاعد، وإنها لن تنسى صوت البوق في الضباب.</p>"
        "<p>وكان المجلس قد قرر في أيار بناء جسر مكان الخط البحري بعد تقرير هندسي أفاد بأن الرصيف القديم لا يمكن إصلاحه.</p>"
        "</div></div><div class=footer>جميع الحقوق محفوظة</div></body></html>",
        (
            "غادرت العبّارة الأخيرة الميناء مساء الاثنين وعلى متنها أربعون سيارة وفرقة موسيقية، لتنتهي بذلك خدمة استمرت أكثر من مئة عام بين الضفتين.",
            "وقالت بائعة الشاي التي عملت على السطح العلوي ثلاثة عقود إن أطفالها تعلموا المشي بين المقاعد، وإنها لن تنسى صوت البوق في الضباب.",
            "وكان المجلس قد قرر في أيار بناء جسر مكان الخط البحري بعد تقرير هندسي أفاد بأن الرصيف القديم لا يمكن إصلاحه.",
        ),
    ),
    _page(
        "two stories one after the other, as the reader scrolls",
        f"""{NAV}<div class="feed"><article><h1>{TITLE}</h1><div class="t">{_P}</div></article><article><h1>{TEASERS[2]}</h1><div class="t">{"".join(f"<p>{text}</p>" for text in COMMENTS)}<p>The mayor's office did not answer letters about the contract, which was worth four hundred thousand pounds when it was signed.</p></div></article></div>{FOOT}""",
    ),
    _page(
        "credits, times and sharing as bare paragraphs",
        f"""{NAV}<div class="article-content"><h1>{TITLE}</h1><p>By Tom Reed</p><p>Updated 5:04 PM GMT, Mon March 2, 2026</p><p>Share on Facebook</p><p>{{0}}</p><p><img src="/f.jpg"></p><p>Photo: Ann Lee</p>{"".join(f"<p>{{{n}}}</p>" for n in range(1, 8))}<p>Tags: <a href="/t">ferries</a>, <a href="/t">Lowmarsh</a></p><p><a href="/n">Next article: {TEASERS[0]}</a></p></div>{FOOT}""",
    ),
    _page(
        "an old blog: text nodes, breaks, labels, comments",
        f"""<div id=header><h1 class=title><a href="/">Estuary notes</a></h1><p class=description>A blog about water and what floats on it, by somebody who should be working.</p></div><div id=main><h2 class=date-header>Monday, March 2, 2026</h2><div class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-body entry-content"><div dir=ltr><a href="/f.jpg"><img src="/f.jpg"></a>{"<br /><br />".join(f"{{{n}}}" for n in range(8))}<br /><div style="clear: both;"></div></div></div><div class=post-footer><span class=post-author>Posted by Tom</span> at <a href="/p">6:04 PM</a><div>Labels: <a href="/l">ferries</a></div></div></div><div class=comments id=comments><h4>2 comments:</h4><dl><dt>Ann said...</dt><dd><p>{COMMENTS[0]}</p></dd><dt>Bob said...</dt><dd><p>{COMMENTS[1]}</p></dd></dl></div></div><div id=sidebar><h2>Blog Archive</h2>{_links()}<h2>About me</h2><p>I live by the water and write about it when the tide is in and the tea is hot.</p></div>""",
    ),
    _page(
        "microdata, breadcrumbs and tags inside the article",
        f"""{NAV}<article itemscope itemtype="http://schema.org/NewsArticle"><ul class=crumbs><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul><h1 itemprop=headline>{TITLE}</h1><div itemprop=articleBody>{{0}}<br>{{1}}<br><b>{{2}}</b><br>{{3}}<br>{{4}}<p>{{5}}</p><p>{{6}}</p><p>{{7}}</p></div><ul><li><a href="/t1">ferries</a></li><li><a href="/t2">bridges</a></li><li><a href="/t3">council</a></li></ul></article>{FOOT}""",
        story=(*STORY[:2], "The vote", *STORY[2:7]),
    ),
    _page(
        "a short story beside rails that are longer",
        f"""{NAV}<div class=left><h3>Opinion</h3>{_cards()}</div><div class=middle><h1>{TITLE}</h1><p>{{0}}</p><p>{{1}}</p></div><div class=right><h3>Most popular</h3>{_cards()}<h3>Videos</h3>{_cards()}</div>{FOOT}""",
        story=STORY[:2],
    ),
    _page(
        "excerpts of other stories below",
        f"""{NAV}<main><div class="single"><h1>{TITLE}</h1>{_P}</div><div class="list">{"".join(f'<div class="item"><h2><a href="/s/{n}">{TEASERS[n]}</a></h2><p>{COMMENTS[n]} <a href="/s/{n}">Continue reading</a></p></div>' for n in range(4))}</div></main>{FOOT}""",
    ),
    Page(
        "Russian, with links to other stories between the paragraphs",
        "<!doctype html><html lang=ru><head><meta charset=utf-8><title>Последний паром ушёл — Вестник устья</title></head><body><nav><a href=/>Главная</a></nav><div class=article><h1>Последний паром ушёл</h1><div class=article__text>"
        "<p>Последний паром вышел из гавани вечером в понедельник с сорока машинами и духовым оркестром на борту, завершив историю переправы длиной более века.</p>"
        "<p><a href=/r>Читайте также: Почему вдвое подорожала сельдь</a></p>"
        "<p>«Мы выросли на этом корабле», — сказала женщина, которая тридцать лет продавала чай на верхней палубе и знает по имени каждого лоцмана.</p>"
        "<p>В мае городской совет решил заменить переправу мостом, потому что старый причал, по словам инженеров, отремонтировать уже нельзя.</p>"
        "</div><div class=article__tags><a href=/t>паром</a> <a href=/t>мост</a></div></div><div class=footer>Все права защищены</div></body></html>",
        (
            "Последний паром вышел из гавани вечером в понедельник с сорока машинами и духовым оркестром на борту, завершив историю переправы длиной более века.",
            "«Мы выросли на этом корабле», — сказала женщина, которая тридцать лет продавала чай на верхней палубе и знает по имени каждого лоцмана.",
            "В мае городской совет решил заменить переправу мостом, потому что старый причал, по словам инженеров, отремонтировать уже нельзя.",
        ),
    ),
    _page(
        "nothing but line breaks in a pre-wrapped div, with a disclaimer",
        f"""<div class="top">{_links()}</div><div class="t"><h1>{TITLE}</h1></div><div class="story" style="white-space:pre-line">{"<br><br>".join(f"{{{n}}}" for n in range(8))}</div><div class="social">Follow us on <a href="/x">X</a></div>""",
    ),
    _page(
        "a story that state and page both have",
        f"""<div id=__next>{NAV}<main><h1>{TITLE}</h1><div>{_P}</div></main>{FOOT}</div><script id=__NEXT_DATA__ type=application/json>{json.dumps({"props": {"article": {"body": " ".join(STORY)}, "other": [{"body": text * 3} for text in COMMENTS]}})}</script>""",
    ),
    _page(
        "a page builder: every paragraph a widget",
        f"""{NAV}<div class="elementor elementor-88"><div class="elementor-element elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1>{TITLE}</h1></div></div>{"".join(f'<div class="elementor-element elementor-element-a{n}f elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>{{{n}}}</p></div></div>' for n in range(8))}<div class="elementor-element elementor-widget elementor-widget-posts"><div class="elementor-widget-container">{_cards()}</div></div></div>{FOOT}""",
    ),
    _page(
        "another page builder: modules in rows",
        f"""<div id=et-main-area>{NAV}<div class="et_pb_section"><div class="et_pb_row"><div class="et_pb_module et_pb_text"><div class="et_pb_text_inner"><h1>{TITLE}</h1></div></div><div class="et_pb_module et_pb_text"><div class="et_pb_text_inner"><p>{{0}}</p><p>{{1}}</p></div></div></div><div class="et_pb_row"><div class="et_pb_module et_pb_image"><img src="/f.jpg"></div><div class="et_pb_module et_pb_text"><div class="et_pb_text_inner"><p>{{2}}</p><p>{{3}}</p><p>{{4}}</p></div></div></div><div class="et_pb_row"><div class="et_pb_module et_pb_text"><p>{{5}}</p><p>{{6}}</p><p>{{7}}</p></div></div></div></div>{FOOT}""",
    ),
    _page(
        "the rest of the story behind a button",
        f"""{NAV}<article><h1>{TITLE}</h1><div class="lead"><p>{{0}}</p><p>{{1}}</p></div><div class="rest collapsed" data-open=false><p>{{2}}</p><p>{{3}}</p><p>{{4}}</p><p>{{5}}</p><p>{{6}}</p><p>{{7}}</p></div><button>Show more</button></article>{FOOT}""",
    ),
    _page(
        "a table of figures and a quotation in the story",
        f"""{NAV}<article class="post"><h1>{TITLE}</h1><div class="post-content"><p>{{0}}</p><table><tr><th>{{1}}</th></tr></table><blockquote><p>{{2}}</p></blockquote><p>{{3}}</p><ul><li>{{4}}</li><li>{{5}}</li></ul><p>{{6}}</p><p>{{7}}</p></div></article>{FOOT}""",
        story=(STORY[0], "Crossings a year: 4,200 in 1950, 3,100 in 1990, 700 last year", *STORY[1:7]),
    ),
    _page(
        "sections of the story in blocks of their own",
        f"""{NAV}<main><header><h1>{TITLE}</h1><p class="dek">A century ends with horns</p></header>{"".join(f'<section class="block block--text"><div class="inner"><p>{{{2 * n}}}</p><p>{{{2 * n + 1}}}</p></div></section><section class="block block--image"><figure><img src="/{n}.jpg"><figcaption>Picture {n}: Ann Lee</figcaption></figure></section>' for n in range(4))}</main>{FOOT}""",
    ),
    _page(
        "a story that ends in thanks to others, before a biography",
        f"""{NAV}<div id="story"><h1>{TITLE}</h1>{"".join(f"<p>{{{n}}}</p>" for n in range(8))}<hr><div class="author-bio"><p>Tom Reed writes about the estuary. Reach him at tom@herald.example or on the pier.</p></div><div class="newsletter"><p>Get the tide tables and the best of our journalism by mail each Friday, free of charge.</p></div></div>{FOOT}""",
        story=(*STORY[:7], "Ann Lee in Quayside and Bob Roe in the capital contributed to this report."),
    ),
    _page(
        "a story of one paragraph among twelve briefs' links",
        f"""{NAV}<div class="brief"><h1>{TITLE}</h1><p>{{0}}</p></div><div class="more">{_links("briefs")}{_links("briefs")}{_links("briefs")}</div>{FOOT}""",
        story=(STORY[0] + " " + STORY[2] + " " + STORY[5],),
    ),
)  # fmt: skip
