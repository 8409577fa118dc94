package casework

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	promisePerformers = map[Verb]performer{}
	promisePreparers  = map[Verb]preparer{}
)
