from shapes import (
    Circle,
    Square,
)


def area(shape):
    return shape.area()
