def report(verbose):
    if verbose:

        print("end")
    return 0
