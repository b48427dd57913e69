"""Texts that came as HTML can be edited as Markdown and say the same afterwards."""

import time

import pytest
from django.test import Client

from groundswell.features.support.actions import ask_question, edit_question
from groundswell.features.support.models import Topic
from groundswell.members.models import Member
from groundswell.voice.actions import version
from groundswell.voice.cleaning import sanitise
from groundswell.voice.markdown import render
from groundswell.voice.models import Voice
from groundswell.voice.unrendering import as_markdown

WHOLE = """\
<h2>What <em>to</em> do</h2>
<p>Turn on <strong>Wi-Fi</strong> &amp; wait<br>
a snake_case minute, *not* 5 &lt; 6 but &lt;b&gt; &amp;amp; [x](y) <code>a ` b</code> <s>gone</s>.</p>
<ul>
<li>one</li>
<li>two
<ol>
<li>three</li>
<li>four <a href="https://a.example/x_(y)" title="A &quot;title&quot;" rel="nofollow ugc noopener">there</a></li>
</ol>
</li>
</ul>
<ul>
<li>
<p>loose</p>
</li>
<li>
<p>items</p>
<pre><code class="language-python">x = &quot;```&quot;

    y &lt; 1
</code></pre>
</li>
</ul>
<ol start="3">
<li>from three</li>
</ol>
<ol>
<li>another</li>
</ol>
<blockquote>
<p>quoted</p>
<blockquote>
<p>twice</p>
</blockquote>
</blockquote>
<hr>
<table>
<thead>
<tr>
<th>a</th>
<th class="end">b | c</th>
</tr>
</thead>
<tbody>
<tr>
<td><em>1</em></td>
<td class="end">2</td>
</tr>
</tbody>
</table>
<p>- no list, and<br>
1. no list either<br>
# no heading<br>
&gt; no quote</p>
<p>See <a href="https://a.example/" rel="nofollow ugc noopener">https://a.example/</a></p>
"""


def same(html: str) -> str:
    """Without the differences that nobody sees: white space between blocks, quotes as entities."""
    return "".join(sanitise(html).replace("&quot;", '"').split())


def test_a_text_with_everything_comes_back_as_it_was() -> None:
    assert same(render(as_markdown(WHOLE)).html) == same(WHOLE)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Plain: 50% off, a-b, x+y, e.g. 1.5, it's (fine)!</p>", "Plain: 50% off, a-b, x+y, e.g. 1.5, it's (fine)!"),
        ("<p>one</p>\n\n<p>two<br>\nthree</p>", "one\n\ntwo\nthree"),
        ("<p><strong> spaced </strong>out</p>", "**spaced** out"),
        ("<p>Press <kbd>Ctrl</kbd>, H<sub>2</sub>O</p>", "Press `Ctrl`, H2O"),
        ("<pre>bare\n  code</pre>", "```\nbare\n  code\n```"),
        ("words <b>without</b> a block<p>and with</p>", "words **without** a block\n\nand with"),
        ('<p><a href="/members/ada/" class="mention">@ada</a></p>', "@ada"),
        ('<p><a class="preview" href="https://a.example/x"><b>Title</b><small>a.example</small></a></p>', "https://a.example/x"),
        ('<p><img src="/media/pictures/ab/x.webp" alt="A [map]"></p>', "![A \\[map\\]](/media/pictures/ab/x.webp)"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "**Term**\n\nMeaning"),
        ("<ol>\nno items</ol>", "no items"),
        ("", ""),
        ("<p></p><ul></ul><table></table>", ""),
    ],
)  # fmt: skip
def test_the_markdown_is_what_a_person_would_write(html: str, markdown: str) -> None:
    assert as_markdown(html) == markdown


@pytest.mark.parametrize(
    "html", ["<blockquote>" * 300 + "x", "<ul><li>" * 300 + "x", "<b>" * 300 + "x", "<p>" * 9_000, "a*" * 20_000]
)
def test_odd_html_costs_less_than_a_second(html: str) -> None:
    started = time.process_time()
    as_markdown(sanitise(html))
    assert time.process_time() - started < 1


def test_an_imported_question_is_edited_as_markdown_and_its_first_version_can_be_brought_back(
    client: Client, ada: Member
) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    question = ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    came = "<p>Every <strong>morning</strong>, <code>*#06#</code></p>"
    Voice.objects.filter(pk=question.voice_id).update(markup="html", source=came, html=came)
    client.force_login(ada)

    shown = client.get(f"/question/{question.pk}/edit/").content.decode()
    assert "Every **morning**, `*#06#`" in shown
    question.refresh_from_db()
    edit_question(question, by=ada, title="No signal in the lift", body="Every **evening**.")
    client.post(f"/question/{question.pk}/edit/", {"version": "1"})

    voice = Voice.objects.get(pk=question.voice_id)
    assert (voice.markup, voice.revision) == ("markdown", 3)
    assert voice.html == came + "\n"
    assert version(voice, 1).source == "Every **morning**, `*#06#`"
    assert "&lt;strong&gt;" not in client.get(f"/question/{question.pk}/history/").content.decode()
