import os

TIMEOUT = 30
RETRIES = int(os.environ.get("RETRIES", "3"))


def wait():
    return TIMEOUT
