package officer

import "lianban/internal/base/lang"

// say answers a text of this door: the key stands below "officer." in base/lang.
func say(key string, pairs ...any) string {
	return lang.Chinese().Say("officer."+key, pairs...)
}
