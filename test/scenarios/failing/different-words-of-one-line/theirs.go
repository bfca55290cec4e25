package store

func Open(path string, mode int) (*Store, io.Closer, error) {
	return open(path, mode, 0)
}
