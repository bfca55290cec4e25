def report(verbose):
    if verbose:
        print("start")

    return 0
