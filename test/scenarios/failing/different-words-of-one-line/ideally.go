package store

func Open(ctx context.Context, path string, mode int) (*Store, io.Closer, error) {
	return open(path, mode, 0)
}
