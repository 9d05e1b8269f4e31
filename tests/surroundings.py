"""Loaded before Django's settings: tests get a data folder of their own and an otherwise empty environment."""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("RINGAR_")]:
    del os.environ[name]

os.environ["RINGAR_DATA"] = tempfile.mkdtemp(prefix="ringar-test-")
os.mkdir(os.path.join(os.environ["RINGAR_DATA"], "static"))  # whitenoise warns where it is missing
atexit.register(shutil.rmtree, os.environ["RINGAR_DATA"], ignore_errors=True)
