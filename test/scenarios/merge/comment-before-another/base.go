package store

import (
	"errors"
	"time"
)

// Open opens a store.
func Open(path string) (*Store, error) {
	return nil, errors.New("no " + path)
}

type Entry struct {
	Key  string
	Time time.Time
}
