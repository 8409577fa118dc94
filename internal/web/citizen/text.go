package citizen

import (
	"strconv"
	"strings"

	"lianban/internal/web/page"
)

func countWords(f *page.Frame, key string, n int) string {
	if n == 0 {
		return f.T(key + ".none")
	}
	return f.T(key, "n", n)
}

// WrittenPage builds one of the pages of words from the texts below a key: key.1.h, key.1.1, key.1.2 … A paragraph
// "label -> /address" is a link.
func WrittenPage(f *page.Frame, key string) TextPage {
	v := TextPage{}
	if f.Texts.Has(key + ".lead") {
		v.Lead = f.T(key + ".lead")
	}
	for i := 1; f.Texts.Has(key + "." + strconv.Itoa(i) + ".h"); i++ {
		at := key + "." + strconv.Itoa(i) + "."
		s := TextSection{Heading: f.T(at + "h")}
		for j := 1; f.Texts.Has(at + strconv.Itoa(j)); j++ {
			text := f.T(at+strconv.Itoa(j), "city", f.Site.City)
			if label, href, ok := strings.Cut(text, "->"); ok {
				s.Links = append(s.Links, page.Link{Label: strings.TrimSpace(label), Href: strings.TrimSpace(href)})
				continue
			}
			s.Paras = append(s.Paras, text)
		}
		v.Sections = append(v.Sections, s)
	}
	return v
}
