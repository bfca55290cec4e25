import os

TIMEOUT = 30


def wait():
    return TIMEOUT
