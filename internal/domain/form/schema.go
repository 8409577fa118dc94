package form

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// The formats that the schemas of plans use beside those of JSON Schema. A reader that does not know them reads on.
const (
	FormatIDNumber    = "cnid"           // 公民身份号码 with its check digit
	FormatUSCC        = "uscc"           // 统一社会信用代码 with its check character
	FormatPhone       = "cn-phone"       // digits of a Chinese telephone number
	FormatBankAccount = "cn-bankaccount" // 12 to 30 digits
)

// Mistake is one place where a value does not fit its schema, with the names of JSON Schema's basic output.
type Mistake struct {
	InstanceLocation string `json:"instanceLocation"` // JSON pointer into the value
	KeywordLocation  string `json:"keywordLocation"`  // JSON pointer into the schema
	Error            string `json:"error"`            // in English
}

// schemaAddress names the schema at hand; relative references resolve against it and are refused like all others.
const schemaAddress = "lianban:///schema.json"

// CheckSchema says where a value does not fit a JSON Schema; no mistakes: it is valid. Both are JSON text. The draft
// is 2020-12 where the schema names none, and formats are asserted, ours too. An error: the schema or the value
// cannot be read, or the schema refers to a document elsewhere, which is never fetched.
func CheckSchema(schema, value []byte) ([]Mistake, error) {
	s, err := compileSchema(schema)
	if err != nil {
		return nil, err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(value))
	if err != nil {
		return nil, fmt.Errorf("instance: %w", err)
	}
	err = s.Validate(v)
	var invalid *jsonschema.ValidationError
	if err == nil || !errors.As(err, &invalid) {
		return []Mistake{}, err
	}
	if endless(invalid) {
		return nil, errors.New("schema: it refers to itself without end")
	}
	out := invalid.BasicOutput()
	mistakes := []Mistake{}
	for _, x := range append([]jsonschema.OutputUnit{*out}, out.Errors...) {
		if x.Error != nil {
			mistakes = append(mistakes, Mistake{InstanceLocation: x.InstanceLocation, KeywordLocation: x.KeywordLocation, Error: x.Error.String()})
		}
	}
	return mistakes, nil
}

// endless says whether a reference led back to itself before anything was checked: the schema is at fault, not the value.
func endless(e *jsonschema.ValidationError) bool {
	if _, cycle := e.ErrorKind.(*kind.RefCycle); cycle {
		return true
	}
	return slices.ContainsFunc(e.Causes, endless)
}

func compileSchema(schema []byte) (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.UseLoader(nowhere{})
	for name, check := range map[string]func(string) bool{
		FormatIDNumber:    func(s string) bool { return CheckIDNumber(s) == "" },
		FormatUSCC:        func(s string) bool { return CheckUSCC(s) == "" },
		FormatPhone:       phone.MatchString,
		FormatBankAccount: bankAccount.MatchString,
	} {
		c.RegisterFormat(&jsonschema.Format{Name: name, Validate: func(v any) error {
			if s, ok := v.(string); ok && !check(s) {
				return errors.New("not a " + name)
			}
			return nil
		}})
	}
	if err := c.AddResource(schemaAddress, doc); err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	s, err := c.Compile(schemaAddress)
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return s, nil
}

// nowhere fetches nothing: neither from the net nor from the disk.
type nowhere struct{}

// Load implements jsonschema.URLLoader.
func (nowhere) Load(url string) (any, error) {
	return nil, fmt.Errorf("%s is elsewhere, and nothing is fetched", url)
}
