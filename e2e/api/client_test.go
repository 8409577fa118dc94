package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"testing"
)

// client is a script with a token; it knows nothing but the API.
type client struct {
	t     *testing.T
	base  string
	token string
	calls *int
}

type object = map[string]any

// call sends JSON, wants a status of success and reads the answer into what out points to.
func (c client) call(method, path, key string, in, out any) {
	c.t.Helper()
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			c.t.Fatal(err)
		}
		body = bytes.NewReader(b)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if key != "" {
		header.Set("Idempotency-Key", key)
	}
	c.send(method, path, header, body, out)
}

func (c client) send(method, path string, header http.Header, body io.Reader, out any) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.base+"/api/v1"+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header = header
	r.Header.Set("Authorization", "Bearer "+c.token)
	*c.calls++
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if resp.StatusCode/100 != 2 {
		c.t.Fatalf("%s %s: %d: %s", method, path, resp.StatusCode, b)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(b, out); err != nil {
		c.t.Fatalf("%s %s: %v: %s", method, path, err, b)
	}
}

// upload hands a file in as it is.
func (c client) upload(path, name string) {
	c.t.Helper()
	header := http.Header{
		"Content-Type":        {"application/octet-stream"},
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": name})},
	}
	c.send(http.MethodPost, path, header, bytes.NewReader(page), nil)
}

// page is a PDF of one empty page.
var page = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

// draft is what a script needs of a draft.
type draft struct {
	ID      string
	Version int64
	Check   struct {
		Ready      bool
		ReviewHash string                                     `json:"review_hash"`
		Waits      bool                                       `json:"order_to_agree"`
		Open       []struct{ Section, Field, Message string } `json:"open_points"`
	}
	Plan struct {
		Items []struct{ Slot string }
		Form  struct {
			Sections []struct {
				Key    string
				Fields []field
			}
		}
		Materials []struct{ Key, Disposition string }
	}
}

type field struct {
	Key, Type, Disposition, Example string
	InGuide                         bool `json:"in_guide"`
	Options                         []struct{ Value string }
}

// value is something that the field takes.
func (f field) value() any {
	switch {
	case f.Type == "yes_no":
		return true
	case f.Type == "number":
		return 12
	case f.Type == "date":
		return "2026-04-01"
	case f.Type == "phone":
		return "13800138000"
	case f.Type == "area":
		return "zhifu"
	case f.Type == "id_number":
		return "11010519491231002X"
	case f.Type == "uscc":
		return "91350100M000100Y43"
	case f.Type == "choice" && len(f.Options) > 0:
		return f.Options[0].Value
	case f.Example != "":
		return f.Example
	}
	return "海风小馆（示例）"
}

// kase is what a script needs of a case.
type kase struct {
	No, Phase, Result string
	Items             []item
}

type item struct {
	Slot, Department, State string
	Version                 int64
}

// file is what a department sees of its item.
type file struct {
	Item      item
	Fields    []struct{ Key string }
	Materials []struct {
		Key    string
		Papers []struct{ ID string }
	}
}

// act does an act on the version that the officer sees now.
func (c client) act(no, slot, verb string, more object) {
	c.t.Helper()
	path := "/cases/" + no + "/items/" + slot
	var f file
	c.call(http.MethodGet, path+"/file", "", nil, &f)
	in := object{"seen_version": f.Item.Version}
	for k, v := range more {
		in[k] = v
	}
	c.call(http.MethodPost, path+"/"+verb, fmt.Sprint(slot, verb, f.Item.Version), in, nil)
}
