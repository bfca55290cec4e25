package store

func Open(ctx context.Context, path string, mode int) (*Store, error) {
	return open(path, mode, 0)
}
