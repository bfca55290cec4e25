int part_0(void)
{
    return 0;
}

static int clamp(int value, int low, int high)
{
    if (value < low)
        return low;
    return value > high ? high : value;
}

int part_1(void)
{
    return 1;
}

int part_2(void)
{
    return 2;
}

int part_3(void)
{
    return 3;
}

int part_4(void)
{
    return 4;
}

int part_5(void)
{
    return 5;
}
