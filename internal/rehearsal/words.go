package rehearsal

import (
	"errors"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// say answers a text of this room.
func say(key string, pairs ...any) string { return lang.Chinese().Say("rehearsal."+key, pairs...) }

// worded turns a fault into the sentence that people read, with everything that is wrong. What is no fault of a person stays.
func worded(err error) error {
	f := fault.Of(err)
	if f.Kind == fault.Internal {
		return err
	}
	t := lang.Chinese()
	parts := []string{t.SayMap("fault."+f.Key, f.Params)}
	for _, x := range f.Fields {
		key := x.Key
		if t.Has("fault." + key) {
			key = "fault." + key
		}
		parts = append(parts, x.Name+": "+t.SayMap(key, x.Params))
	}
	return errors.New(strings.Join(parts, "\n    "))
}
