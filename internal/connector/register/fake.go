package register

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

//go:embed fake/people.yaml
var peopleYAML []byte

// Fake answers for the registers of the sample city: ten invented people and six invented companies. It
// answers at once; each register can be switched off.
type Fake struct {
	people  []Sample
	records map[string]record // by identity number or USCC

	mu   sync.Mutex
	down map[string]bool
}

// Sample is one person of the sample city.
type Sample struct {
	Slug      string
	Name      string
	IDNo      string
	Phone     string
	Level     string // identity level: L2, L3
	About     string // what this person is good for in the demo
	Companies []SampleCompany
}

// SampleCompany is an enterprise for which a sample person may act.
type SampleCompany struct {
	USCC string
	Name string
	Role string // owner, legal_representative, agent
}

// record is what all registers together know about one person or company.
type record struct {
	name         string
	registers    map[string]map[string]string
	certificates []Certificate
}

// The file as it is written.
type (
	peopleFile struct {
		People    map[string]person  `yaml:"people"`
		Companies map[string]company `yaml:"companies"`
	}
	person struct {
		Name      string                       `yaml:"name"`
		IDNo      string                       `yaml:"id_no"`
		Phone     string                       `yaml:"phone"`
		Level     string                       `yaml:"level"`
		About     string                       `yaml:"about"`
		ActsFor   map[string]string            `yaml:"acts_for"`
		Registers map[string]map[string]string `yaml:"registers"`
	}
	company struct {
		Name         string                       `yaml:"name"`
		USCC         string                       `yaml:"uscc"`
		Registers    map[string]map[string]string `yaml:"registers"`
		Certificates []paper                      `yaml:"certificates"`
	}
	paper struct {
		Material string            `yaml:"material"`
		Name     string            `yaml:"name"`
		No       string            `yaml:"no"`
		Holder   string            `yaml:"holder"` // the company, if nobody is named
		Issuer   string            `yaml:"issuer"`
		Issued   string            `yaml:"issued"`
		Until    string            `yaml:"until"`
		Fields   map[string]string `yaml:"fields"`
	}
)

// NewFake reads the people that ship with the program.
func NewFake() (*Fake, error) { return newFake(peopleYAML) }

func newFake(text []byte) (*Fake, error) {
	var file peopleFile
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("register: people.yaml: %w", err)
	}
	f := &Fake{records: map[string]record{}, down: map[string]bool{}}
	for slug, c := range file.Companies {
		certificates, err := c.papers()
		if err != nil {
			return nil, fmt.Errorf("register: people.yaml: companies.%s: %w", slug, err)
		}
		f.records[c.USCC] = record{name: c.Name, registers: c.Registers, certificates: certificates}
	}
	for slug, p := range file.People {
		s := Sample{Slug: slug, Name: p.Name, IDNo: p.IDNo, Phone: p.Phone, Level: p.Level, About: p.About}
		for of, role := range p.ActsFor {
			c, ok := file.Companies[of]
			if !ok {
				return nil, fmt.Errorf("register: people.yaml: people.%s acts for %s, which is no company", slug, of)
			}
			s.Companies = append(s.Companies, SampleCompany{USCC: c.USCC, Name: c.Name, Role: role})
		}
		slices.SortFunc(s.Companies, func(a, b SampleCompany) int { return cmp.Compare(a.USCC, b.USCC) })
		f.people = append(f.people, s)
		if len(p.Registers) > 0 {
			f.records[p.IDNo] = record{name: p.Name, registers: p.Registers}
		}
	}
	slices.SortFunc(f.people, func(a, b Sample) int { return cmp.Compare(a.Phone, b.Phone) })
	return f, nil
}

// papers turns the certificates of a company into those of the store.
func (c company) papers() ([]Certificate, error) {
	list := make([]Certificate, len(c.Certificates))
	for i, p := range c.Certificates {
		issued, err := calendar.ParseDay(p.Issued)
		var until calendar.Day
		if p.Until != "" {
			var wrong error
			until, wrong = calendar.ParseDay(p.Until)
			err = errors.Join(err, wrong)
		}
		if err != nil {
			return nil, err
		}
		list[i] = Certificate{
			Material: p.Material, Name: p.Name, No: p.No, Holder: cmp.Or(p.Holder, c.Name), Issuer: p.Issuer,
			Issued: issued, Until: until, Fields: p.Fields,
		}
	}
	return list, nil
}

// People answers the sample people, always in the same order.
func (f *Fake) People() []Sample { return slices.Clone(f.people) }

// Lookup answers what the register knows.
func (f *Fake) Lookup(_ context.Context, register string, p Person, fields []string) (map[string]string, error) {
	r, err := f.find(register, p)
	if err != nil {
		return nil, err
	}
	known, ok := r.registers[register]
	if !ok {
		return nil, fault.New(fault.NotFound, "register.no_record", "register", register)
	}
	return only(known, fields), nil
}

// Certificates answers the certificates of a person or company.
func (f *Fake) Certificates(_ context.Context, p Person) ([]Certificate, error) {
	r, err := f.find(CertificateStore, p)
	if err != nil {
		return nil, err
	}
	return slices.Clone(r.certificates), nil
}

// find answers the record of a person; a name that is given must be the registered one.
func (f *Fake) find(register string, p Person) (record, error) {
	if f.Down(register) {
		return record{}, fault.New(fault.Unavailable, "register.down", "register", register)
	}
	r, ok := f.records[p.IDNo]
	if !ok || (p.Name != "" && p.Name != r.name) {
		return record{}, fault.New(fault.NotFound, "register.no_record", "register", register)
	}
	return r, nil
}

// SetDown switches a register off and on; "" switches all of them.
func (f *Fake) SetDown(register string, down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if down {
		f.down[register] = true
		return
	}
	delete(f.down, register)
}

// Down says whether a register is switched off.
func (f *Fake) Down(register string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.down[""] || f.down[register]
}
