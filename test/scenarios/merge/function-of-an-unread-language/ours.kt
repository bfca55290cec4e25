fun round(it: Int): Int {
    return it / 5 * 5
}

fun total(cart: Cart): Int {
    return cart.items.sumOf { it.price }
}

fun receipt(cart: Cart): String {
    return cart.items.joinToString()
}
