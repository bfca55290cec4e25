import os

TIMEOUT = 60
RETRIES = int(os.environ.get("RETRIES", "3"))


def wait():
    return TIMEOUT
