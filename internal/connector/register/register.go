// Package register asks registers and certificate stores of other bodies: population, enterprises,
// e-certificates. Every answer is read under a ground that app recorded before it asked.
package register

import (
	"context"

	"lianban/internal/domain/calendar"
)

// CertificateStore is the slug of the register behind Certificates (电子证照库).
const CertificateStore = "certificate_store"

// The kinds of Person.
const (
	Natural    = "person"
	Enterprise = "enterprise"
)

// Person is about whom a register is asked.
type Person struct {
	Kind string // Natural or Enterprise
	IDNo string // identity number (GB 11643) or unified social credit code (GB 32100)
	Name string // checked against the registered one where it is given
}

// Certificate is one entry of a certificate store.
type Certificate struct {
	Material string // slug of the material
	Name     string
	No       string
	Holder   string
	Issuer   string // name of the issuing body
	Issued   calendar.Day
	Until    calendar.Day // none: without end
	Fields   map[string]string
}

// Register is what app asks; Client and fake.Registers answer it.
//
// Faults: NotFound register.no_record if the register knows nobody like this; Unavailable register.down if
// it did not answer in time, so that the material turns into an upload.
type Register interface {
	// Lookup answers the fields that the register has; fields that it lacks are missing from the map.
	Lookup(ctx context.Context, register string, p Person, fields []string) (map[string]string, error)
	// Certificates answers the certificates of a person or enterprise, expired ones too.
	Certificates(ctx context.Context, p Person) ([]Certificate, error)
}
