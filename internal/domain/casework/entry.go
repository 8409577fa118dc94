package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
)

// chainVersion names the form of what is hashed; a new form gets a new name and old entries keep theirs. An act in
// somebody else's place has the second form, which covers whose place it was.
const (
	chainVersion = "lianban.entry.1"
	chainInPlace = "lianban.entry.2"
)

// seal computes the digest and the hash of an entry whose other fields are set.
func (en *Entry) seal() {
	en.Digest = en.digest()
	en.Hash = en.hash()
}

// digest covers what may be personal: the payload and the actor's name, under a salt. Erasing them together
// with the salt leaves the chain whole and tells nothing.
func (en *Entry) digest() string {
	return hashOf(en.Salt, en.Actor.Name, string(en.Payload))
}

// hash covers everything else, the digest and the entry before.
func (en *Entry) hash() string {
	parts := []string{chainVersion, string(en.Case), strconv.Itoa(en.Seq), strconv.FormatInt(en.At.UnixMilli(), 10),
		en.Day.String(), en.Verb, en.Slot, en.Actor.Kind, string(en.Actor.Role), en.Actor.ID, en.Actor.Department,
		en.Actor.On, en.Digest, en.Prev}
	if en.Actor.For != "" {
		parts[0] = chainInPlace
		parts = append(parts, string(en.Actor.For))
	}
	return hashOf(parts...)
}

// hashOf hashes texts with their lengths, so that no two lists of texts look alike.
func hashOf(parts ...string) string {
	h := sha256.New()
	var n []byte
	for _, p := range parts {
		n = strconv.AppendInt(n[:0], int64(len(p)), 10)
		h.Write(append(n, ':'))
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Verify checks the chain of one case from its first entry. The error names the first bad entry. An entry
// whose salt was erased is checked for its place in the chain, no longer for its payload.
func Verify(entries []Entry) error {
	prev, day := "", entries0(entries).Day
	for i := range entries {
		en := &entries[i]
		switch {
		case en.Seq != i+1:
			return fmt.Errorf("entry %d stands where entry %d should: one is missing, doubled or moved", en.Seq, i+1)
		case en.Case != entries[0].Case:
			return fmt.Errorf("entry %d belongs to another case", en.Seq)
		case en.Prev != prev:
			return fmt.Errorf("entry %d does not follow the entry before it", en.Seq)
		case en.Hash != en.hash():
			return fmt.Errorf("entry %d was changed after it was written", en.Seq)
		case en.Salt != "" && en.Digest != en.digest():
			return fmt.Errorf("the content of entry %d was changed after it was written", en.Seq)
		case en.Day < day:
			return fmt.Errorf("entry %d is dated before the entry before it", en.Seq)
		}
		prev, day = en.Hash, en.Day
	}
	return nil
}

func entries0(entries []Entry) Entry {
	if len(entries) == 0 {
		return Entry{}
	}
	return entries[0]
}
