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
	Otherwise   any // value where its question is not shown: bool, string or number text; nil: none
}

// Topic is who or what facts are about (对象): a section of the form.
type Topic struct {
	Slug string
	Name string
}
