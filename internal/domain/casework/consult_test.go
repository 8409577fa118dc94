package casework

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	consultPerformers = map[Verb]performer{}
	consultPreparers  = map[Verb]preparer{}
)
