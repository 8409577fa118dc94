// Package rule knows conditions: CEL over declared facts, type-checked with their options and units, limited
// in cost, and evaluated with facts that are not known yet. Formulas of fees are computed exactly.
package rule
