import shop


def total(cart):
    return sum(item.price for item in cart)


def receipt(cart):
    return [str(item) for item in cart]
