"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from groundswell.work import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")
logs.configure()
application = get_wsgi_application()
