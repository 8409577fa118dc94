// Package ident holds the typed identifiers and the case number that people read.
// Identifiers are UUIDv7 text: unique on every node and sorted by time.
package ident

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"time"
)

// The identifiers of nouns. Codes that come from packs (area, department, scenario, item, field,
// material) are slugs of the pack and plain strings.
type (
	CaseID     string // a joint case (联办件)
	ItemCaseID string // an item case (子办件)
	DraftID    string // a draft (草稿)
	PersonID   string // an applicant or agent of an applicant (办事人)
	StaffID    string // a member of staff (工作人员)
	BlobID     string // a file: its SHA-256 in hex
	PaperID    string // one handed-in or generated paper (材料) of a draft or case
	DocumentID string // one official document (文书)
	PieceID    string // one piece of paper in custody (纸件)
	BatchID    string // pieces of paper that are handed over together (批次)
)

// Source draws identifiers; the domain gets one as an argument.
type Source func() string

// NewSource makes a source from a clock and a source of chance.
func NewSource(now func() time.Time, chance io.Reader) Source {
	return func() string { return NewV7(now(), chance) }
}

// New draws an identifier from the machine's clock and chance.
func New() string { return NewV7(time.Now(), rand.Reader) }

// Of makes the same identifier from the same parts, in the form of a UUIDv8 (RFC 9562): what comes twice has one.
func Of(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	b := h.Sum(nil)[:16]
	b[6] = 0x80 | b[6]&0x0f
	b[8] = 0x80 | b[8]&0x3f
	return uuid(b)
}

// NewV7 makes a UUIDv7 (RFC 9562) from a time and ten bytes of chance.
func NewV7(t time.Time, chance io.Reader) string {
	var b [16]byte
	ms := uint64(t.UnixMilli())
	for i := 0; i < 6; i++ {
		b[i] = byte(ms >> (8 * (5 - i)))
	}
	if _, err := io.ReadFull(chance, b[6:]); err != nil {
		panic("ident: no chance to be had: " + err.Error())
	}
	b[6] = 0x70 | b[6]&0x0f
	b[8] = 0x80 | b[8]&0x3f
	return uuid(b[:])
}

// uuid writes sixteen bytes as people read them.
func uuid(b []byte) string {
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
