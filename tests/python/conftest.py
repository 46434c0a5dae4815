"""Settings of all tests in Python."""

from hypothesis import settings

# A shared machine may be slow at any moment; and the same tree must pass or fail each time.
settings.register_profile("peerpath", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("peerpath")
