package money

var rate = 1.19

func gross(net float64, count int) float64 {
	sum := net * float64(count)
	return sum * rate
}

func show(amount float64) string {
	return format(amount)
}

func invoice(net float64, count int) string {
	return show(gross(net, count))
}
