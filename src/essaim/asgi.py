"""The web process, for uvicorn."""

import os
import warnings

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.settings")

# What is streamed (files, tables to take away) has been read by the thread that answers.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

django.setup(set_prefix=False)

from essaim.core.serving import Threads  # noqa: E402

application = Threads()
