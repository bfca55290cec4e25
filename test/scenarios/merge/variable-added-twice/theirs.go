package report

func total(items []item) int {
	sum := 0
	for _, each := range items {
		sum += each.price
	}
	limit := 100
	sum = min(sum, limit)
	return sum
}
