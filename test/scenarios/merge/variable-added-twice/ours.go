package report

func total(items []item) int {
	limit := len(items)
	check(limit)
	sum := 0
	for _, each := range items {
		sum += each.price
	}
	return sum
}
