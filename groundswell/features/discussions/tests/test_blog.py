"""Blog posts: drafts that nobody else sees, handed in, let appear or returned with a note, changed and taken back."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from groundswell.derived.notifications.models import Notification
from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import BlogText, SpaceText
from groundswell.features.discussions.models import BlogDraft, Discussion, Space
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.personal import archive, forget
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation.actions import decide_held
from groundswell.moderation.models import Item
from groundswell.voice import pictures
from groundswell.voice.models import Picture

SECRET = "quastenrabe"


@pytest.fixture
def draft(ada: Member, lounge: Space) -> BlogDraft:
    said = BlogText(title="A week with one bag", body=f"First, **socks**, said the {SECRET}.", space=lounge)
    return actions.save_draft(None, said, by=ada)


@pytest.fixture
def post(draft: BlogDraft, ada: Member, cleo: Member) -> Discussion:
    actions.submit_draft(draft, by=ada)
    return actions.approve_draft(draft, by=cleo)


def told(member: Member) -> list[str]:
    follow.run("notifications.page")
    return [note.kind for note in Notification.objects.filter(member=member, hidden=False).order_by("entry")]


def page(client: Client, path: str, member: Member | None = None) -> str:
    if member:
        client.force_login(member)
    response = client.get(path)
    return response.content.decode() if response.status_code == 200 else f"status {response.status_code}"


def picture() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (60, 30), "teal").save(drawn, "JPEG")
    return SimpleUploadedFile("bag.jpg", drawn.getvalue(), "image/jpeg")


def test_a_draft_is_its_authors_alone(draft: BlogDraft, ada: Member, eve: Member, cleo: Member, client: Client) -> None:
    paths = (
        "/blog/",
        "/discussions/",
        f"/blog/drafts/{draft.pk}/",
        f"/blog/drafts/{draft.pk}/preview/",
        "/blog/drafts/",
    )
    for who in (None, eve, cleo):
        assert not any(SECRET in page(client, path, who) for path in paths)
        client.logout()
    assert SECRET in page(client, f"/blog/drafts/{draft.pk}/preview/", ada)
    assert Discussion.objects.count() == 0
    assert not LogEntry.objects.filter(name__startswith="discussions.b").exists()
    with pytest.raises(BlogDraft.DoesNotExist):
        actions.submit_draft(draft, by=eve)


def test_the_team_lets_it_appear_and_its_author_hears(
    draft: BlogDraft, ada: Member, ben: Member, cleo: Member, lounge: Space, client: Client
) -> None:
    actions.follow("space", lounge.pk, by=ben)
    actions.submit_draft(draft, by=ada)
    assert actions.submit_draft(draft, by=ada) is None
    item = Item.objects.get(kind="blog", done_at=None)
    assert "A week with one bag" in page(client, "/moderation/?what=held", cleo)
    assert client.get(f"/moderation/{item.pk}/")["Location"] == f"/blog/drafts/{draft.pk}/review/"
    with pytest.raises(Refused):
        actions.approve_draft(draft, by=ben)
    with pytest.raises(Refused):
        decide_held(item, by=cleo, publish=True)

    post = actions.approve_draft(draft, by=cleo)

    assert (post.author, post.voice.kind, post.blog) == (ada, "blog", True)
    assert not BlogDraft.objects.exists()
    item.refresh_from_db()
    assert (item.outcome, item.done_by) == ("published", cleo)
    assert told(ada) == ["blog_published"]
    assert told(ben) == ["begun"]
    client.logout()
    assert f"said the {SECRET}" in page(client, post.get_absolute_url())
    with pytest.raises(Refused):
        actions.approve_draft(draft, by=cleo)


def test_the_team_returns_it_with_a_note_and_it_comes_again(
    draft: BlogDraft, ada: Member, cleo: Member, client: Client
) -> None:
    actions.submit_draft(draft, by=ada)
    with pytest.raises(Invalid):
        actions.return_draft(draft, by=cleo, note="  ")
    actions.return_draft(draft, by=cleo, note="Name the bag, please.")

    assert told(ada) == ["blog_returned"]
    assert "Name the bag" in page(client, f"/blog/drafts/{draft.pk}/", ada)
    assert "Name the bag" not in str(list(LogEntry.objects.values_list("data", flat=True)))
    actions.submit_draft(draft, by=ada)
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("waiting", "")


def test_what_was_changed_after_somebody_opened_it_is_not_let_appear(
    draft: BlogDraft, ada: Member, cleo: Member, lounge: Space
) -> None:
    actions.submit_draft(draft, by=ada)
    seen = BlogDraft.objects.get().revision
    actions.save_draft(draft, BlogText(title="A week with one bag", body="Buy now!", space=lounge), by=ada)
    with pytest.raises(Refused):
        actions.approve_draft(draft, by=cleo, seen=seen)
    actions.withdraw_draft(draft, by=ada)
    assert not Item.objects.filter(done_at=None).exists()


@pytest.mark.parametrize(("level", "alone"), [(2, False), (3, True)])
def test_trusted_members_publish_and_change_alone(
    level: int, alone: bool, ada: Member, lounge: Space, draft: BlogDraft, cleo: Member
) -> None:
    ada.level = level
    post = actions.submit_draft(draft, by=ada)
    assert (post is not None) == alone
    post = post or actions.approve_draft(draft, by=cleo)
    change = actions.change_post(post, by=ada)
    actions.save_draft(change, BlogText(title="Two weeks with one bag", body="More socks.", space=lounge), by=ada)
    actions.submit_draft(change, by=ada)

    post.voice.refresh_from_db()
    assert post.voice.title == ("Two weeks with one bag" if alone else "A week with one bag")
    if not alone:
        actions.approve_draft(change, by=cleo)
        post.voice.refresh_from_db()
        assert (post.voice.title, post.voice.revision) == ("Two weeks with one bag", 2)


def test_its_author_takes_a_post_back_and_publishes_it_again_with_its_comments(
    post: Discussion, ada: Member, ben: Member, cleo: Member, client: Client
) -> None:
    actions.reply_to(post, by=ben, body="And an umbrella.")
    draft = actions.unpublish_post(post, by=ada)
    assert page(client, post.get_absolute_url()) == "status 404"
    with pytest.raises(Refused):
        actions.restore_discussion(post, by=cleo)
    actions.submit_draft(draft, by=ada)
    again = actions.approve_draft(draft, by=cleo)

    assert again.pk == post.pk
    assert "And an umbrella." in page(client, post.get_absolute_url())


def test_what_the_team_took_out_of_sight_its_author_does_not_bring_back(
    post: Discussion, ada: Member, cleo: Member
) -> None:
    actions.delete_discussion(post, by=cleo, reason="Advertising.")
    with pytest.raises(Refused):
        actions.change_post(post, by=ada)


def test_only_a_draft_changes_a_post_and_nobody_elses(post: Discussion, ada: Member, ben: Member) -> None:
    with pytest.raises(Refused):
        actions.edit_discussion(post, by=ada, title="Something else entirely", body="Past the team.")
    for deed in (actions.change_post, actions.unpublish_post):
        with pytest.raises(Refused):
            deed(post, by=ben)


def test_a_cover_is_shown_and_kept_and_its_words_are_asked_for(
    ada: Member, lounge: Space, cleo: Member, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(ada)
    sent = {"title": "A bag, seen from above", "body": "See above.", "space": lounge.slug, "once": str(uuid4())}
    refused = client.post("/blog/new/", {**sent, "cover": picture()})
    assert refused.status_code == 422 and "for those who cannot see it" in refused.content.decode()
    for _turn in "ab":
        client.post("/blog/new/", {**sent, "cover": picture(), "alt": "An open bag", "do": "submit"})
    draft = BlogDraft.objects.get()
    assert draft.waits and draft.cover
    Picture.objects.update(uploaded="2020-01-01T00:00Z")
    pictures.remove_unused()
    post = actions.approve_draft(draft, by=cleo)
    shown = page(client, post.get_absolute_url())

    assert f'src="{draft.cover.url}" alt="An open bag" width="60" height="30"' in shown
    assert "og:image" in shown
    forget(ada, keep_texts=False)
    post.refresh_from_db()
    assert post.cover is None


def test_a_space_says_who_writes_for_its_blog(ada: Member, mia: Member, dan: Member) -> None:
    news = actions.make_space(SpaceText(name={"en": "From the company"}, blog_from=5), by=mia)
    said = BlogText(title="What we plan next", body="This and that.", space=news)
    with pytest.raises(Refused):
        actions.save_draft(None, said, by=ada)
    made = actions.save_draft(None, said, by=dan)
    assert actions.submit_draft(made, by=dan)


def test_the_blog_reads_and_is_read_by_machines(post: Discussion, ada: Member, cleo: Member, client: Client) -> None:
    assert "BlogPosting" in page(client, post.get_absolute_url())
    assert post.get_absolute_url() in page(client, "/blog/feed/")
    assert post.get_absolute_url() in page(client, "/sitemap-discussions-1.xml")
    assert "A week with one bag" in page(client, "/blog/")
    assert client.get(f"/discussion/{post.pk}/x/")["Location"] == post.get_absolute_url()
    for path in ("/blog/new/", "/blog/drafts/", "/blog/", post.get_absolute_url()):
        for who in (ada, cleo):
            assert "status" not in page(client, path, who)[:7], path


def test_a_post_goes_its_whole_way_over_the_api(ada: Member, cleo: Member, lounge: Space) -> None:
    keys = {m.handle: make_key(by=m, name="k", scopes=["read", "write", "moderate"])[1] for m in (ada, cleo)}

    def call(who: str, method: str, path: str, sent: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {keys[who]}"}
        response = getattr(Client(), method)(f"/api/v1/blog{path}", sent or {}, "application/json", headers=headers)
        return response.status_code, response.json() if response.content else {}

    said = {"space": "lounge", "title": "Over the wire", "body": "Bit by bit."}
    status, made = call("ada", "post", "/drafts", said)
    pk = made["id"]
    assert (status, made["state"]) == (201, "writing")
    assert call("cleo", "put", f"/drafts/{pk}", said)[0] == 404
    assert call("ada", "put", f"/drafts/{pk}", {**said, "body": "Byte by byte."})[1]["revision"] == 2
    assert call("ada", "post", f"/drafts/{pk}/submission")[1]["state"] == "waiting"
    assert call("ada", "post", f"/drafts/{pk}/review", {"deed": "approve"})[0] == 403
    assert call("cleo", "post", f"/drafts/{pk}/review", {"deed": "return", "note": "Shorter"})[0] == 200
    assert call("ada", "post", f"/drafts/{pk}/submission")[0] == 200
    post = call("cleo", "post", f"/drafts/{pk}/review", {"deed": "approve", "seen": 2})[1]["discussion"]
    assert post["blog"] and post["title"] == "Over the wire"
    change = call("ada", "post", f"/{post['id']}/change")[1]
    assert change["discussion"] == post["id"]
    assert call("ada", "delete", f"/drafts/{change['id']}")[0] == 204


def test_drafts_are_in_what_a_person_takes_along_and_are_forgotten(draft: BlogDraft, ada: Member) -> None:
    from zipfile import ZipFile

    taken = ZipFile(BytesIO(b"".join(archive(ada)))).read("discussions.json").decode()
    assert SECRET in taken
    forget(ada, keep_texts=True)
    assert not BlogDraft.objects.exists()
