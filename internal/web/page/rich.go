package page

import (
	"context"
	"html"
	"io"
	"strings"

	"github.com/a-h/templ"

	"lianban/internal/base/lang"
)

// Rich shows a text in which marks (lang.Mark, ** in the files of texts) stand around what stands out, such as the
// numbers of a sentence. Everything else is escaped.
func Rich(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, richHTML(text))
		return err
	})
}

func richHTML(text string) string {
	parts := strings.Split(text, lang.Mark)
	if len(parts)%2 == 0 { // an odd mark is text, not markup
		return html.EscapeString(strings.Join(parts, ""))
	}
	var b strings.Builder
	for i, p := range parts {
		if i%2 == 1 {
			b.WriteString("<strong>" + html.EscapeString(p) + "</strong>")
			continue
		}
		b.WriteString(html.EscapeString(p))
	}
	return b.String()
}

// Icon shows an icon of web/icons.json beside words that say the same; it is hidden from screen readers.
func Icon(name string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		inner := ""
		if a, err := Built(); err == nil {
			inner = a.icons[name]
		}
		_, err := io.WriteString(w, `<svg class="lx-i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">`+inner+`</svg>`)
		return err
	})
}

// HasIcon says whether the built assets hold an icon; without a build it answers true.
func HasIcon(name string) bool {
	a, err := Built()
	if err != nil {
		return true
	}
	_, ok := a.icons[name]
	return ok
}

// Width is the class of a bar that is n percent wide; out of range it is cut.
func Width(percent int) string { return "w-" + percentText(percent) }

// Start is the class of a bar that begins at n percent.
func Start(percent int) string {
	if percent <= 0 {
		return ""
	}
	return "m-" + percentText(percent)
}
