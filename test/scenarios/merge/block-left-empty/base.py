def report(verbose):
    if verbose:
        print("start")

        print("end")
    return 0
