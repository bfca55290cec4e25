package store

import "errors"

// Open opens a store.
func Open(path string) (*Store, error) {
	return nil, errors.New("no " + path)
}

func Close(all []*Store) {
	for _, each := range all {
		each.close()
	}
}
