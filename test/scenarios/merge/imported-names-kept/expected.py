from shapes import (
    Circle,
    Ellipse,
    Square,
    Triangle,
)


def area(shape):
    if isinstance(shape, Triangle):
        return shape.base * shape.height / 2
    return shape.area()


def stretch(circle, by):
    return Ellipse(circle.radius, circle.radius * by)
