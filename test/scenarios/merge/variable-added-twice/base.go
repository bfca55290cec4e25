package report

func total(items []item) int {
	sum := 0
	for _, each := range items {
		sum += each.price
	}
	return sum
}
