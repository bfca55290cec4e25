import shop


def total(cart):
    return sum(item.price for item in cart)


def discount(cart, share):
    return total(cart) * share
