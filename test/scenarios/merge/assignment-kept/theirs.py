import os

TIMEOUT = 60


def wait():
    return TIMEOUT
