package material

// Range is a closed range of whole numbers; 0 means no limit on that side.
type Range struct {
	Min int64 `json:"min,omitempty"`
	Max int64 `json:"max,omitempty"`
}

// Rule is the rule for handing a paper in. Zero values demand nothing.
type Rule struct {
	Formats      []string `json:"formats,omitempty"`       // lower-case endings, sorted: jpg, pdf, png
	Size         Range    `json:"size,omitzero"`           // bytes
	Pixels       Range    `json:"pixels,omitzero"`         // of the longer side
	Pages        Range    `json:"pages,omitzero"`          // count
	Background   string   `json:"background,omitempty"`    // of a photo: white, blue, red
	Original     bool     `json:"original,omitempty"`      // the original is shown at the window
	Copies       int      `json:"copies,omitempty"`        // paper copies, 0 = none
	IssuedWithin int      `json:"issued_within,omitempty"` // calendar days since its issue, 0 = any age
}

// IsZero says whether the rule demands nothing.
func (r Rule) IsZero() bool {
	return len(r.Formats) == 0 && r.Size == Range{} && r.Pixels == Range{} && r.Pages == Range{} && r.Background == "" &&
		!r.Original && r.Copies == 0 && r.IssuedWithin == 0
}
