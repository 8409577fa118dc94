package material

// Material is a paper (材料) of the city. One with an issuer is a certificate (证照).
type Material struct {
	Slug     string
	Name     string
	Why      string // why it is asked for, in plain words
	Topic    string // repeats with its topic
	IssuedBy string // department
	Valid    string // validity as printed, for example "5 years"
	Arrives  Ways
	Order    int // place in the library: the order in which sets show papers
}

// Ways says how a paper can arrive. Which way is taken is the compiler's choice.
type Ways struct {
	Generated   string   // form | signed: made from the form; then there is no other way
	Certificate string   // register that hands it out
	Verified    []Verify // registers that check its fields instead, sorted by register
	Upload      Rule     // the rule if it must be handed in
}

// Verify names the fields that a register checks in place of a paper.
type Verify struct {
	Register string
	Fields   []string
}
