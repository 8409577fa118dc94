package page

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Shared keeps pages in memory that are the same for everybody who is not signed in, plain and compressed, so that a
// crowd on the catalogue costs no drawing. A page is kept only when its handler says so (SameForAll); everything else goes
// to Next untouched. It belongs to one release of the packs: another one has doors, and kept pages, of its own.
type Shared struct {
	Next   http.Handler
	Signed string                     // name of the session's cookie: who brings one is never answered from here
	AsOf   func(*http.Request) string // what the pages depend on beside address and text size: the day, the banner
	Most   int                        // bytes kept at most; 0: mostShared

	mu    sync.RWMutex
	asOf  string // of everything that is kept
	pages map[string]*sharedPage
	size  int
}

const (
	mostShared  = 32 << 20
	longAddress = 512 // bytes; a longer address is nobody's link
)

type sharedPage struct{ plain, small sharedBody }

// sharedBody is an answer as it is sent.
type sharedBody struct {
	header http.Header
	tag    string // of the content
	bytes  []byte
}

type sharedKey struct{}

// SameForAll says that the answer to this request is the same for everybody who is not signed in until the day, the banner
// or the release changes. It must be said before the first byte is written.
func SameForAll(ctx context.Context) {
	if c, ok := ctx.Value(sharedKey{}).(*sharedCopy); ok {
		c.wanted = true
	}
}

// ServeHTTP answers from memory, or lets the page be drawn and keeps it where its handler allows.
func (s *Shared) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.anybody(r) {
		s.Next.ServeHTTP(w, r)
		return
	}
	asOf, key := s.AsOf(r), r.RequestURI
	if Large(r) {
		key = "large " + key
	}
	if p := s.find(asOf, key); p != nil {
		p.send(w, r)
		return
	}
	c := &sharedCopy{ResponseWriter: w, status: http.StatusOK}
	s.Next.ServeHTTP(c, r.WithContext(context.WithValue(r.Context(), sharedKey{}, c)))
	if r.Method == http.MethodGet && c.wanted && c.status == http.StatusOK && c.Header().Get("Set-Cookie") == "" {
		s.keep(asOf, key, newSharedPage(c.Header(), c.body.Bytes()))
	}
}

// anybody says whether a request can be for a shared page. The script asks for parts of pages; those are not kept.
func (s *Shared) anybody(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || len(r.RequestURI) > longAddress || r.Header.Get("HX-Request") != "" {
		return false
	}
	_, err := r.Cookie(s.Signed)
	return err != nil
}

func (s *Shared) find(asOf, key string) *sharedPage {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.asOf != asOf {
		return nil
	}
	return s.pages[key]
}

// keep puts a page in. When there is no room, pages go in no order: what people read comes back with the next reader.
func (s *Shared) keep(asOf, key string, p *sharedPage) {
	most := s.Most
	if most == 0 {
		most = mostShared
	}
	if p.size() > most {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asOf != asOf || s.pages == nil {
		s.asOf, s.pages, s.size = asOf, map[string]*sharedPage{}, 0
	}
	if old := s.pages[key]; old != nil {
		s.size -= old.size()
		delete(s.pages, key)
	}
	for k, old := range s.pages {
		if s.size+p.size() <= most {
			break
		}
		s.size -= old.size()
		delete(s.pages, k)
	}
	s.pages[key] = p
	s.size += p.size()
}

func newSharedPage(h http.Header, body []byte) *sharedPage {
	sum := sha256.Sum256(body)
	tag := hex.EncodeToString(sum[:12])
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
	_, _ = z.Write(body)                                  // into memory
	_ = z.Close()
	p := &sharedPage{plain: newSharedBody(h, `"`+tag+`"`, bytes.Clone(body)), small: newSharedBody(h, `"`+tag+`-gz"`, b.Bytes())}
	p.small.header.Set("Content-Encoding", "gzip")
	return p
}

func newSharedBody(h http.Header, tag string, body []byte) sharedBody {
	h = maps.Clone(h)
	h.Del("Date")
	h.Set("Cache-Control", "no-cache") // a browser may keep it, but asks whether it still holds
	h.Set("Vary", "Cookie, Accept-Encoding, HX-Request")
	h.Set("ETag", tag)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	return sharedBody{h, tag, body}
}

func (p *sharedPage) size() int { return len(p.plain.bytes) + len(p.small.bytes) }

// send answers with the page, or with nothing where the browser has it.
func (p *sharedPage) send(w http.ResponseWriter, r *http.Request) {
	b := &p.plain
	if accepts(r.Header.Get("Accept-Encoding"), "gzip") {
		b = &p.small
	}
	h := w.Header()
	maps.Copy(h, b.header)
	if strings.Contains(r.Header.Get("If-None-Match"), b.tag) {
		h.Del("Content-Length")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if r.Method != http.MethodHead {
		inOnePiece(r.Context(), len(b.bytes))
		_, _ = w.Write(b.bytes) // the browser went away: nobody left to tell
	}
}

// sharedCopy hands an answer through and copies it once its handler has said that it is the same for all.
type sharedCopy struct {
	http.ResponseWriter
	wanted bool
	status int
	body   bytes.Buffer
}

// WriteHeader hands the status through.
func (c *sharedCopy) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

// Write hands a part of the body through.
func (c *sharedCopy) Write(b []byte) (int, error) {
	if c.wanted {
		c.body.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets net/http find what the writer beneath can do.
func (c *sharedCopy) Unwrap() http.ResponseWriter { return c.ResponseWriter }
