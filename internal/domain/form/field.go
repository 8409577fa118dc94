// Package form knows data elements (数据元), the one form of a plan, and whether what somebody filled in can
// be used.
package form

// Type is the kind of value that a field takes.
type Type string

// The types of fields. Dates are 2006-01-02; areas are slugs; choices are lists of option slugs.
const (
	Text        Type = "text"
	Number      Type = "number"
	Date        Type = "date"
	YesNo       Type = "yes_no"
	Choice      Type = "choice"
	Choices     Type = "choices"
	IDNumber    Type = "id_number"    // 公民身份号码, GB 11643
	USCC        Type = "uscc"         // 统一社会信用代码, GB 32100
	Phone       Type = "phone"        // mainland mobile or landline number
	Address     Type = "address"      // one line of text
	Area        Type = "area"         // slug of an area
	Place       Type = "place"        // free description or coordinates of a place
	BankAccount Type = "bank_account" // 12 to 30 digits
)

// Option is one answer of a choice.
type Option struct {
	Value string `json:"value"` // slug
	Label string `json:"label"` // as people read it
}

// Disposition is where the value of a field comes from in one plan (pack format §4.3).
type Disposition string

// The dispositions of fields. Only Asked costs the applicant writing.
const (
	Result  Disposition = "result"  // 前序结果: given by an item that every consumer waits for
	Shared  Disposition = "shared"  // 共享数据: taken silently from a register, shown at the end
	Record  Disposition = "record"  // 记录核查: only from a register, never asked of a person
	Confirm Disposition = "confirm" // 核对: filled in from a register, shown to be confirmed
	Asked   Disposition = "asked"   // 填写
)

// Def is a data element (数据元): one word of the city's dictionary.
type Def struct {
	Slug        string
	Name        string
	Type        Type
	Unit        string // of numbers, as packs write it: square metres
	Topic       string
	Sensitivity string // public, internal, personal, sensitive
	Reuse       string // share, confirm, ask, record
	Act         string // consent, signature, declaration, payment: a legal act, done afresh every time; empty: a fact
	From        string // register
	Ask         string
	Why         string
	Help        string
	Example     string
	Least       string // decimal number in Unit
	Most        string
	Longest     int // characters
	Format      string
	Options     []Option
	Otherwise   any // value where its question is not shown: bool, string or json.Number; nil: none
	Order       int // place in the dictionary: the order in which forms show fields
}

// Topic is who or what facts are about (对象): a section of the form.
type Topic struct {
	Slug  string
	Name  string
	Order int // place in the dictionary: the order of sections
}

// Limits are the bounds of a value. Least and Most are decimal numbers in the unit of the field, as text.
type Limits struct {
	Least   string `json:"least,omitempty"`
	Most    string `json:"most,omitempty"`
	Longest int    `json:"longest,omitempty"` // characters
	Format  string `json:"format,omitempty"`  // regular expression
}

// Spec is what a value must be like: what Clean and Validate need to know about one field or question.
type Spec struct {
	Key      string // name in the form, child_name~2 for an instance
	Label    string
	Type     Type
	UnitName string // 平方米
	Options  []Option
	Limits   Limits
	Required bool
	// MustBeYes is for declarations and consents: "no" is an answer that stops the submission.
	MustBeYes bool
}
