package store

func Open(path string, mode int) (*Store, error) {
	return open(path, mode, 0)
}
