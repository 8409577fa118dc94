// Package fault is the one error type that crosses rooms: what went wrong, where, and how to mend it.
//
// Domain and app answer a *Fault; doors turn its Kind into a status and its Key into a sentence of the
// reader's language (base/lang). A Fault never carries a finished sentence, and never personal data.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of answer a door must give.
type Kind string

// The closed list of kinds, with the HTTP status that doors use.
const (
	Invalid     Kind = "invalid"     // 422: what was sent cannot be used; Fields say where
	NotFound    Kind = "not_found"   // 404: no such thing, or none that this person may see
	Forbidden   Kind = "forbidden"   // 403: the act exists but this person may not do it
	Conflict    Kind = "conflict"    // 409: it changed since the person looked
	NotNow      Kind = "not_now"     // 409: a lawful act that this state does not allow
	TooMany     Kind = "too_many"    // 429: try again later
	Unavailable Kind = "unavailable" // 503: something that we need is down; what was sent is kept
	Login       Kind = "login"       // 401: nobody is signed in
	Internal    Kind = "internal"    // 500: our mistake
)

// Fault is an error with a text key and its parameters.
type Fault struct {
	Kind   Kind
	Key    string            // text key under "fault.", for example "filing.area_too_large"
	Params map[string]string // values for the text; never personal data
	Fields []Field           // for Invalid: one per place that must be mended
	Cause  error             // for logs only
}

// Field names one place in a form or document that must be mended.
type Field struct {
	Name   string            // form field or JSON pointer
	Key    string            // text key of the reason and its cure
	Params map[string]string // values for the text
}

// New makes a fault of a kind with a text key and key-value pairs of parameters.
func New(kind Kind, key string, pairs ...string) *Fault {
	return &Fault{Kind: kind, Key: key, Params: Params(pairs...)}
}

// Params makes a parameter map of key-value pairs; an odd last key gets an empty value.
func Params(pairs ...string) map[string]string {
	if len(pairs) == 0 {
		return nil
	}
	m := make(map[string]string, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		v := ""
		if i+1 < len(pairs) {
			v = pairs[i+1]
		}
		m[pairs[i]] = v
	}
	return m
}

// Wrap makes an internal fault around an error that nobody expected.
func Wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	var f *Fault
	if errors.As(err, &f) {
		return err
	}
	return &Fault{Kind: Internal, Key: "internal", Cause: fmt.Errorf("%s: %w", doing, err)}
}

// With adds a field and answers the same fault, so that checks can be chained.
func (f *Fault) With(name, key string, pairs ...string) *Fault {
	f.Fields = append(f.Fields, Field{Name: name, Key: key, Params: Params(pairs...)})
	return f
}

// OrNil answers the fault only if it names at least one field; the end of a chain of checks.
func (f *Fault) OrNil() error {
	if f == nil || len(f.Fields) == 0 {
		return nil
	}
	return f
}

// Error is for logs; people read the text behind Key.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(string(f.Kind) + ": " + f.Key)
	for _, x := range f.Fields {
		b.WriteString(" [" + x.Name + ": " + x.Key + "]")
	}
	if f.Cause != nil {
		b.WriteString(": " + f.Cause.Error())
	}
	return b.String()
}

// Unwrap answers the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Of finds the fault in an error; any other error becomes Internal.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return &Fault{Kind: Internal, Key: "internal", Cause: err}
}

// Is says whether an error is a fault of this kind.
func Is(err error, kind Kind) bool {
	var f *Fault
	return errors.As(err, &f) && f.Kind == kind
}
