package document

import (
	"strings"

	"lianban/internal/domain/scenario"
)

// CatalogueNames reads names out of the catalogue of the city.
func CatalogueNames(c *scenario.Catalogue) Names { return catalogueNames{c} }

type catalogueNames struct{ c *scenario.Catalogue }

// Department joins the area and the office, the way an office signs; companies and banks have their own name.
func (n catalogueNames) Department(slug, area string) string {
	d, ok := n.c.Department(slug)
	if !ok {
		return ""
	}
	a := n.Area(area)
	if (d.Kind != "" && d.Kind != "government") || strings.HasPrefix(d.Name, a) {
		return d.Name
	}
	return a + d.Name
}

// Area answers the name of an area.
func (n catalogueNames) Area(slug string) string {
	if a, ok := n.c.Area(slug); ok {
		return a.Name
	}
	return ""
}

// Material answers the name of a material.
func (n catalogueNames) Material(slug string) string {
	if m, ok := n.c.Material(slug); ok {
		return m.Name
	}
	return ""
}

// Field answers the name of a field.
func (n catalogueNames) Field(slug string) string {
	if f, ok := n.c.Field(slug); ok {
		return f.Name
	}
	return ""
}

// Reference answers the name of a law's article or document.
func (n catalogueNames) Reference(slug string) string {
	if r, ok := n.c.Library().References[slug]; ok {
		return r.Name
	}
	return ""
}
