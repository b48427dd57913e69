"""The floor: what a minimal Django view costs here, under the same server, on the same PostgreSQL.

Four ORM queries and one Jinja2 template without macros that renders as much HTML as our page of a question; the same
bytes from memory; and an insert of two rows. Served as `groundswell.work.bench._floor:application`.
"""

import json
import os

import django
from django.conf import settings

HOME = os.environ.get("GROUNDSWELL_FLOOR", "")


def configure() -> None:
    settings.configure(
        SECRET_KEY="floor",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="groundswell.work.bench._floor",
        DATABASES={"default": {**json.loads(HOME), "ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None}},
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        USE_TZ=True,
    )
    django.setup()


if HOME and not settings.configured:
    configure()

if HOME:
    from django.core.wsgi import get_wsgi_application
    from django.db import models, transaction
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from jinja2 import Environment

    class Person(models.Model):
        handle = models.CharField(max_length=60)
        name = models.CharField(max_length=80)

        class Meta:
            app_label, managed, db_table = "floor", False, "member"

    class Text(models.Model):
        kind = models.CharField(max_length=12)
        title = models.CharField(max_length=300)
        html = models.TextField()
        source = models.TextField()
        at = models.DateTimeField()
        author = models.ForeignKey(Person, models.CASCADE)

        class Meta:
            app_label, managed, db_table = "floor", False, "voice"

    class Question(models.Model):
        voice = models.ForeignKey(Text, models.CASCADE)
        asker = models.ForeignKey(Person, models.CASCADE)
        topic = models.ForeignKey("Topic", models.CASCADE)
        ups = models.IntegerField()

        class Meta:
            app_label, managed, db_table = "floor", False, "support_question"

    class Topic(models.Model):
        slug = models.CharField(max_length=60)

        class Meta:
            app_label, managed, db_table = "floor", False, "support_topic"

    class Answer(models.Model):
        question = models.ForeignKey(Question, models.CASCADE)
        voice = models.ForeignKey(Text, models.CASCADE)
        author = models.ForeignKey(Person, models.CASCADE)
        posted_at = models.DateTimeField()
        ups = models.IntegerField()
        rank = models.FloatField()

        class Meta:
            app_label, managed, db_table = "floor", False, "support_answer"

    class Row(models.Model):
        text = models.TextField()
        parent = models.ForeignKey("self", models.CASCADE, null=True)

        class Meta:
            app_label, managed, db_table = "floor", False, "floor_row"

    AROUND = int(os.environ.get("GROUNDSWELL_FLOOR_AROUND", "0"))
    EACH = int(os.environ.get("GROUNDSWELL_FLOOR_EACH", "0"))
    TEMPLATE = Environment(autoescape=True).from_string(
        """<!doctype html><title>{{ question.voice.title }}</title>{{ around|safe }}<h1>{{ question.voice.title }}</h1>
        <p>{{ question.asker.name }} {{ question.ups }} {{ topics|length }}</p>{{ question.voice.html|safe }}
        {% for answer in answers %}<article class="post answer" id="answer-{{ answer.id }}"><header>
        <a href="/members/{{ answer.author.handle }}/">{{ answer.author.name }}</a>
        <time datetime="{{ answer.posted_at.isoformat() }}">{{ answer.posted_at.strftime("%d %b %Y") }}</time></header>
        <div class="prose">{{ answer.voice.html|safe }}</div><footer><span>{{ answer.ups }}</span>
        {{ each|safe }}</footer></article>{% endfor %}"""
    )
    KEPT: dict[int, bytes] = {}

    def page(request: HttpRequest, pk: int) -> HttpResponse:
        person = Person._default_manager.get(pk=1)
        question = Question._default_manager.select_related("voice", "asker").get(pk=pk)
        answers = list(
            Answer._default_manager.filter(question=question).select_related("voice", "author").order_by("-rank", "id")
        )
        topics = list(Topic._default_manager.all())
        return HttpResponse(
            TEMPLATE.render(
                person=person,
                question=question,
                answers=answers,
                topics=topics,
                around="x" * AROUND,
                each="x" * EACH,
            )
        )

    def kept(request: HttpRequest, pk: int) -> HttpResponse:
        if pk not in KEPT:
            KEPT[pk] = page(request, pk).content
        return HttpResponse(KEPT[pk])

    @transaction.atomic
    def insert(request: HttpRequest) -> HttpResponse:
        parent = Row._default_manager.create(text=request.POST["body"])
        Row._default_manager.create(text=request.POST["body"], parent=parent)
        return HttpResponse("ok")

    urlpatterns = [path("page/<int:pk>/", page), path("kept/<int:pk>/", kept), path("insert/", insert)]
    application = get_wsgi_application()
