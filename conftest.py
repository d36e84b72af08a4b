"""Loaded before anything else: a scratch data folder, and settings that may speak to this machine's own networks."""

import atexit
import base64
import os
import shutil
import tempfile

_scratch = tempfile.mkdtemp(prefix="parishpump-tests-")
os.chmod(_scratch, 0o711)  # noqa: S103 - PostgreSQL's own user walks through to its socket
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

os.environ["DJANGO_SETTINGS_MODULE"] = "parishpump.config.settings"
os.environ["PARISHPUMP_HOME"] = os.path.join(_scratch, "home")
os.environ["PARISHPUMP_PRIVATE_NETWORKS"] = "1"
# Given, not made: the settings of a test worker may be read before it has a data folder of its own, and the processes
# that it starts must be able to open what it sealed.
os.environ["PARISHPUMP_SECRET_KEY"] = "a secret for tests alone, longer than forty characters"  # noqa: S105
os.environ["PARISHPUMP_CREDENTIAL_KEY"] = base64.urlsafe_b64encode(bytes(range(32))).decode()
os.environ["PARISHPUMP_EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps an event loop in this thread
os.environ.pop("DATABASE_URL", None)
os.environ.pop("PARISHPUMP_DEMO", None)

import django  # noqa: E402 - only now do its settings know where they are

django.setup()
