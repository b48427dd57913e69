"""Scripts in texts: written as Markdown, or imported as HTML, none of them runs."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from groundswell.features.support.models import Topic
from groundswell.members.models import Member
from groundswell.voice.cleaning import sanitise
from groundswell.voice.markdown import render
from groundswell.voice.models import Voice

VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=https://x.example/x.js></ScRiPt>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"',
    "<img src=javascript:alert(1)>",
    "<img src='/media/x.png' srcset='x onerror=alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=data:text/html,<script>alert(1)</script>>",
    "<form action=javascript:alert(1)><button>go</button></form>",
    "<button formaction=javascript:alert(1) form=act>go</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=https://x.example/x.css>",
    "<base href=https://x.example/>",
    "<style>@import 'https://x.example/x.css';</style>",
    "<p style='background:url(https://x.example)'>x</p>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a hx-get=/do/delete/question/1/ hx-trigger=load>x</a>",
    "<div id=act class=notice data-confirm=x>x</div>",
    "<md-editor data-preview=https://x.example></md-editor>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "![x](javascript:alert(1))",
    '![x](https://x.example/"onerror="alert(1))',
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    '[x](/ "onmouseover=alert(1)//")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "```<script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "| <img src=x onerror=alert(1)> |\n|---|\n| </td><script>alert(1)</script> |",
    "# <script>alert(1)</script>",
    "@<script>alert(1)</script>",
    "\\<script>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
    "\0<scr\0ipt>alert(1)</scr\0ipt>",
]
ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "button", "input", "svg", "math", "link", "meta", "base",
}  # fmt: skip
LEADS = ("http", "/", "#", "mailto:", "%", "<")
KNOWN = {"href", "title", "class", "rel", "src", "alt", "width", "height", "loading", "start"}


class Browser(HTMLParser):
    """Notes what would act: elements that load or run, attributes that are not ours, addresses that are no links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.acts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.acts.append(tag)
        for name, value in attrs:
            safe = name in KNOWN and (name != "href" or (value or "").startswith(LEADS))
            if not safe or (name == "src" and not (value or "").startswith("/media/pictures/")):
                self.acts.append(f"{tag} {name}={value}")


@pytest.mark.django_db
@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs_that_is_written_as_markdown(vector: str) -> None:
    assert Browser(render(f"Hello\n\n{vector}\n\nworld").html).acts == []


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs_that_is_imported_as_html(vector: str) -> None:
    assert Browser(sanitise(f"<p>Hello</p>{vector}<p>world</p>")).acts == []


def test_the_test_itself_would_notice() -> None:
    assert len([vector for vector in VECTORS if Browser(vector).acts]) > 25


@pytest.mark.parametrize("letter", ["x", "\u200b", "😀"])
def test_a_title_of_a_megabyte_is_refused_with_a_sentence_and_the_text_stays(
    letter: str, ada: Member, client: Client
) -> None:
    Topic.objects.create(slug="network", name={"en": "Network"})
    client.force_login(ada)

    title = letter * (1_000_000 // len(letter.encode()))
    answer = client.post(
        "/questions/ask/", {"title": title, "body": "Every morning on the way down.", "topic": "network"}
    )
    told = client.post("/api/v1/questions", {"title": title, "body": "Every morning."}, "application/json")

    assert answer.status_code == 422
    assert "Every morning on the way down." in answer.content.decode()
    assert 'class="field-error"' in answer.content.decode()
    assert told.status_code in {413, 422}
    assert told["Content-Type"] == "application/problem+json"
    assert not Voice.objects.exists()
