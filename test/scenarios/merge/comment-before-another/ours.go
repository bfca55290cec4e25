package store

import (
	"errors"
	"time"
)

// Open opens a store.
func Open(path string) (*Store, error) {
	return nil, errors.New("no " + path)
}

// Entry is never changed once it is stored.
type Entry struct {
	Key  string
	Time time.Time
}
