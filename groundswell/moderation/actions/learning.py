"""Learn what spam looks like here, from the community's own decisions: counts of words, never texts."""

from django.db import transaction

from groundswell.analysis import spam
from groundswell.moderation.guard import forget_model
from groundswell.moderation.models import Decision, Deed, Flag, Learned, Reason
from groundswell.voice.models import Voice

MOST = 5_000


@transaction.atomic
def learn_spam() -> Learned | None:
    """From texts hidden as spam, and from as many that stand. None while there are too few. Run by the clock, once a day."""
    hidden = Decision.objects.filter(deed=Deed.HIDDEN, ground=Reason.SPAM, automatic=False, voice__hidden=True)
    bad = list(hidden.order_by("-id").values_list("voice__title", "voice__source", "voice_id")[:MOST])
    flagged = Flag.objects.filter(item__done_at=None).values("item__voice")
    fine = Voice.objects.filter(hidden=False, kind__in=("question", "answer", "comment")).exclude(pk__in=flagged)
    good = list(fine.order_by("-id").values_list("title", "source")[: max(len(bad) * 5, 200)])
    model = spam.learn(
        [(f"{title}\n{text}", True) for title, text, _pk in bad] + [(f"{t}\n{s}", False) for t, s in good]
    )
    if not model.knows_enough:
        return None
    made = Learned.objects.create(parameters=dict(model.words), spam=model.spam, fine=model.fine)
    Learned.objects.exclude(pk__gte=made.pk - 3).delete()
    transaction.on_commit(forget_model)
    return made
