package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianban/internal/base/lang"
)

// found is what the source says about faults: kinds by code, kinds by the beginning of codes that are put together,
// and codes that are named but not in a call of fault.New.
type found struct {
	codes, beginnings map[string]string
	named             map[string]bool
}

// The list of codes is what the source can answer. Whoever adds a fault sees the list change and says that it is
// meant (-update).
func TestTheListOfCodesIsComplete(t *testing.T) {
	t.Parallel()
	f := found{codes: map[string]string{"internal": "internal"}, beginnings: map[string]string{}, named: map[string]bool{}}
	for _, room := range []string{"api", "app", "domain", "store", "blob", "connector"} {
		err := filepath.WalkDir(filepath.Join("..", room), func(path string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				err = f.read(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	got := f.list()
	if *update {
		if err := os.WriteFile("codes.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("codes.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the codes of problems changed; if that is meant, run go test ./internal/api -update twice\n%s", diff)
	}
}

func (f *found) read(path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return err
	}
	kind := "" // of a call whose code is no literal
	var named []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, _ := strconv.Unquote(lit.Value)
			named = append(named, s)
		}
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 || !isNew(call.Fun) {
			return true
		}
		k := kindOf(call.Args[0])
		switch x := call.Args[1].(type) {
		case *ast.BasicLit:
			s, _ := strconv.Unquote(x.Value)
			f.codes[s] = k
		case *ast.BinaryExpr:
			if lit, ok := x.X.(*ast.BasicLit); ok {
				s, _ := strconv.Unquote(lit.Value)
				f.beginnings[s] = k
			}
		default:
			kind = k
		}
		return true
	})
	for _, s := range named {
		if _, known := f.codes[s]; kind != "" && !known && lang.Chinese().Has("fault."+s) {
			f.codes[s] = kind
		}
		f.named[s] = true
	}
	return nil
}

func isNew(fun ast.Expr) bool {
	s, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	room, ok := s.X.(*ast.Ident)
	return ok && room.Name == "fault" && s.Sel.Name == "New"
}

// kindOf reads fault.NotFound as not_found.
func kindOf(x ast.Expr) string {
	s, ok := x.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	var b strings.Builder
	for i, r := range s.Sel.Name {
		if r >= 'A' && r <= 'Z' && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(r | 0x20)
	}
	return b.String()
}

// list writes every code that has words. A code that is only named stands for one place of a problem.
func (f *found) list() string {
	lines := map[string]string{}
	for _, key := range lang.Chinese().Keys() {
		code, ok := strings.CutPrefix(key, "fault.")
		if !ok {
			continue
		}
		kind, known := f.codes[code]
		if !known {
			best := ""
			for b, k := range f.beginnings {
				if strings.HasPrefix(code, b) && len(b) > len(best) && !f.named[code] {
					best, kind, known = b, k, true
				}
			}
		}
		if known || f.named[code] || strings.HasPrefix(code, "api.") {
			lines[code] = strings.TrimSpace(code + " " + kind)
		}
	}
	return strings.Join(slices.Sorted(maps.Values(lines)), "\n") + "\n"
}

func TestEveryCodeHasWordsAndAStatus(t *testing.T) {
	t.Parallel()
	problems := 0
	for _, c := range Codes() {
		if c.Says == "" || strings.HasPrefix(c.Says, "[") {
			t.Errorf("%s has no words", c.Code)
		}
		if c.Kind != "" && c.Status < 400 {
			t.Errorf("%s: status %d", c.Code, c.Status)
		}
		if c.Status != 0 {
			problems++
		}
	}
	if problems < 120 {
		t.Errorf("only %d codes of problems", problems)
	}
}
