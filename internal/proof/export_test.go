package proof

// HashForTest is the content hash, to make a proof of other content.
var HashForTest = hash
