"""The web process, for uvicorn."""

import os
import warnings

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.settings")

# WhiteNoise hands its small files over synchronously; Django reads them in a thread, which is what is wanted.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

django.setup(set_prefix=False)

from essaim.core.serving import Threads  # noqa: E402

application = Threads()
