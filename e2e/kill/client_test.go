package kill

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"net"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"lianban/internal/base/ident"
)

// ledger is what the server acknowledged: one case number per idempotency key.
type ledger struct {
	mu      sync.Mutex
	person  ident.PersonID
	numbers map[string]string
	last    error // of a preparation: what to show when nothing was ever filed
}

func (l *ledger) failed(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = err
}

func (l *ledger) add(key, no string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.numbers[key] = no
}

// client is one script that files.
type client struct {
	base, token string
}

type draft struct {
	ID      string   `json:"id"`
	Version int64    `json:"version"`
	Steps   []string `json:"steps"`
	Check   struct {
		Ready      bool   `json:"ready"`
		ReviewHash string `json:"review_hash"`
		Open       []struct {
			Section string `json:"section"`
			Field   string `json:"field"`
		} `json:"open_points"`
	} `json:"check"`
	Plan struct {
		Form struct {
			Sections []struct {
				Key    string `json:"key"`
				Fields []struct {
					Key         string `json:"key"`
					Type        string `json:"type"`
					Act         string `json:"act"`
					Disposition string `json:"disposition"`
					InGuide     bool   `json:"in_guide"`
					Options     []struct {
						Value string `json:"value"`
					} `json:"options"`
				} `json:"fields"`
			} `json:"sections"`
		} `json:"form"`
		Materials []struct {
			Key         string `json:"key"`
			Disposition string `json:"disposition"`
		} `json:"materials"`
	} `json:"plan"`
}

// submit files one small restaurant. Steps before the submission start over when the server was killed; the
// submission itself is repeated with the same key until it is answered: the answer must be the same case.
func (c client) submit(ctx context.Context, key string, l *ledger) {
	for ctx.Err() == nil {
		d, err := c.prepare(ctx)
		if err != nil {
			l.failed(err)
			time.Sleep(20 * time.Millisecond)
			continue
		}
		var made struct {
			No string `json:"no"`
		}
		for ctx.Err() == nil {
			err := c.do(ctx, http.MethodPost, "/drafts/"+d.ID+"/submit", key, map[string]any{
				"review_hash": d.Check.ReviewHash, "declared": true, "order_agreed": true,
			}, &made)
			if err == nil {
				l.add(key, made.No)
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// prepare makes a draft that is ready to be submitted.
func (c client) prepare(ctx context.Context) (*draft, error) {
	d := &draft{}
	err := c.do(ctx, http.MethodPost, "/drafts", "", map[string]any{
		"scenario": "restaurant", "area": "zhifu", "applicant": "owner",
		"answers": map[string]any{"catering_size": "small", "venue_area": 45, "wants_sign": false},
	}, d)
	if err != nil {
		return nil, err
	}
	for _, sec := range d.Plan.Form.Sections {
		values := map[string]any{}
		for _, x := range sec.Fields {
			if x.Disposition == "asked" && !x.InGuide {
				values[x.Key] = valueFor(x.Type, x.Act, x.Options)
			}
		}
		if len(values) == 0 {
			continue
		}
		if err := c.do(ctx, http.MethodPut, "/drafts/"+d.ID+"/sections/"+sec.Key, "", map[string]any{"values": values}, nil); err != nil {
			return nil, err
		}
	}
	for _, m := range d.Plan.Materials {
		if m.Disposition == "upload" {
			if err := c.upload(ctx, d.ID, m.Key); err != nil {
				return nil, err
			}
		}
	}
	if err := c.do(ctx, http.MethodGet, "/drafts/"+d.ID, "", nil, d); err != nil {
		return nil, err
	}
	if !d.Check.Ready {
		return nil, fmt.Errorf("open points: %+v", d.Check.Open)
	}
	return d, nil
}

func valueFor(kind, act string, options []struct {
	Value string `json:"value"`
}) any {
	switch {
	case act != "":
		return true
	case kind == "number":
		return 12
	case kind == "date":
		return "2027-03-01"
	case kind == "yes_no":
		return false
	case kind == "choice":
		return options[0].Value
	case kind == "id_number":
		return "11010519491231002X"
	case kind == "uscc":
		return "91350100M000100Y43"
	case kind == "phone":
		return "13800000000"
	case kind == "bank_account":
		return "6222000000000000"
	}
	return "海风小馆（示例）"
}

var photo = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 900, 900)), nil) // a buffer takes everything
	return b.Bytes()
})

func (c client) upload(ctx context.Context, id, material string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/api/v1/drafts/"+id+"/materials/"+url.PathEscape(material)+"/papers", bytes.NewReader(photo()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/octet-stream")
	r.Header.Set("Content-Disposition", `attachment; filename="photo.jpg"`)
	return c.send(r, nil)
}

func (c client) do(ctx context.Context, method, path, key string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	if in == nil {
		body = nil
	}
	r, err := http.NewRequestWithContext(ctx, method, c.base+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return c.send(r, out)
}

func (c client) send(r *http.Request, out any) error {
	r.Header.Set("Authorization", "Bearer "+c.token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		var b bytes.Buffer
		_, _ = b.ReadFrom(answer.Body)
		return fmt.Errorf("%s %s: %d %s", r.Method, r.URL.Path, answer.StatusCode, b.String())
	}
	if out == nil {
		return nil
	}
	return json.NewDecoder(answer.Body).Decode(out)
}

func ready(base string) bool {
	r, err := http.Get(base + "/readyz")
	if err != nil {
		return false
	}
	defer r.Body.Close()
	return r.StatusCode == http.StatusOK
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
