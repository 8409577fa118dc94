package citizen

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/web/page"
)

// ArchivePage is the readable record inside an archive: a page for itself, without styles or scripts.
type ArchivePage struct {
	Title  string
	Sample string // 示例: of the sample city
	Trial  string // 演练: of a rehearsal
	Rows   []page.Row
	Items  []page.Row
	Files  []ArchiveFile
	Events []page.Event
}

// ArchiveFile is one line of the manifest.
type ArchiveFile struct {
	Path   string    `json:"path"`
	Kind   string    `json:"kind"` // paper, document, journal, record
	Name   string    `json:"name"`
	No     string    `json:"no,omitempty"` // of an official document
	At     time.Time `json:"at"`
	Bytes  int64     `json:"bytes,omitempty"`
	SHA256 string    `json:"sha256,omitempty"` // of the content, hex
	Left   string    `json:"left_out,omitempty"`
}

// archive streams everything of a case as one ZIP: what was handed in, the official documents, the record for people
// and for programs, and a manifest with the digest of every file.
func archive(v *visit) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	a, err := v.d.Filing.Archive(v.r.Context(), v.who.Principal, no)
	if err != nil {
		return err
	}
	if v.d.Printer == nil {
		return fault.New(fault.Unavailable, "citizen.no_printer")
	}
	page.FileHeaders(v.w.Header(), say("archive.file", "no", no)+".zip", "application/zip", false)
	w := &archiver{v: v, a: a, zip: zip.NewWriter(v.w), sample: v.d.Frame(v.r).Demo != nil}
	if err := w.write(v.r.Context()); err != nil {
		v.d.Log.Error("an archive broke off", "case", string(a.Case.ID), "error", err.Error())
		panic(http.ErrAbortHandler) // half an archive must not look whole
	}
	return nil
}

// archiver writes one archive. It holds one file at a time.
type archiver struct {
	v      *visit
	a      *filing.Archive
	zip    *zip.Writer
	files  []ArchiveFile
	sample bool
}

func (w *archiver) write(ctx context.Context) error {
	for _, part := range []func(context.Context) error{w.papers, w.documents, w.journal, w.record, w.manifest} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return w.zip.Close()
}

// add writes one file and puts it into the manifest.
func (w *archiver) add(f ArchiveFile, content io.Reader) error {
	to, err := w.zip.CreateHeader(&zip.FileHeader{Name: f.Path, Method: zip.Deflate, Modified: f.At})
	if err != nil {
		return err
	}
	sum := sha256.New()
	if f.Bytes, err = io.Copy(io.MultiWriter(to, sum), content); err != nil {
		return err
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	w.files = append(w.files, f)
	return nil
}

// papers are the files that were handed in; the number before a name keeps equal names apart.
func (w *archiver) papers(ctx context.Context) error {
	names := map[string]string{}
	for _, m := range w.a.Snapshot.Plan.Materials {
		names[fmt.Sprint(m.Slug, m.Instance)] = m.Name
	}
	for i, p := range w.a.Papers {
		name := names[fmt.Sprint(p.Material, p.Instance)]
		f := ArchiveFile{Kind: "paper", Name: name, At: p.At, Path: say("archive.papers") + "/" + fmt.Sprintf("%02d-", i+1) + safeName(name+"-"+p.Name)}
		content, err := w.a.Open(ctx, p)
		if fault.Is(err, fault.Forbidden) {
			f.Path, f.Left = "", sayFault(err)
			w.files = append(w.files, f)
			continue
		}
		if err != nil {
			return err
		}
		err = w.add(f, content)
		_ = content.Close() // it was only read
		if err != nil {
			return err
		}
	}
	return nil
}

// documents are the official papers that the applicant may see, as PDF.
func (w *archiver) documents(ctx context.Context) error {
	for i, d := range w.a.Documents {
		b, err := w.v.d.Printer.PDF(ctx, d)
		if err != nil {
			return err
		}
		name := documentName(d)
		f := ArchiveFile{Kind: "document", Name: name, No: d.No, At: d.At, Path: say("archive.documents") + "/" + fmt.Sprintf("%02d-", i+1) + safeName(name+"-"+d.No+".pdf")}
		if err := w.add(f, strings.NewReader(string(b))); err != nil {
			return err
		}
	}
	return nil
}

// archivedEntry is one line of the record for programs: as the API tells it, acts inside an office without content.
type archivedEntry struct {
	Seq    int       `json:"seq"`
	At     time.Time `json:"at"`
	Day    string    `json:"day"`
	Verb   string    `json:"verb,omitempty"`
	Slot   string    `json:"slot,omitempty"`
	Text   string    `json:"text"`
	By     string    `json:"by,omitempty"`
	Digest string    `json:"digest"`
	Prev   string    `json:"prev"`
	Hash   string    `json:"hash"`
}

func (w *archiver) journal(context.Context) error {
	entries := []archivedEntry{}
	for _, e := range w.a.Entries {
		x := archivedEntry{Seq: e.Seq, At: e.At, Day: e.Day.String(), Digest: e.Digest, Prev: e.Prev, Hash: e.Hash, Slot: e.Slot}
		x.Text = say("log.inside", "item", itemName(w.a.Case, e.Slot))
		if has("log." + e.Verb) {
			line := w.v.event(w.a.Followed, e)
			x.Verb, x.Text, x.By = e.Verb, line.What, line.Who
		}
		entries = append(entries, x)
	}
	return w.json(ArchiveFile{Path: "journal.json", Kind: "journal", Name: say("journal.title"), At: w.a.Case.FiledAt}, map[string]any{
		"case": w.a.Case.No, "head": w.a.Case.Head, "entries": entries, "sample": w.sample, "trial": w.a.Case.Trial,
	})
}

func (w *archiver) json(f ArchiveFile, what any) error {
	b, err := json.MarshalIndent(what, "", "  ")
	if err != nil {
		return err
	}
	return w.add(f, strings.NewReader(string(b)+"\n"))
}

// record is the page that people read.
func (w *archiver) record(ctx context.Context) error {
	c := w.a.Case
	p := ArchivePage{Title: caseName(c), Files: slices.Clone(w.files), Events: w.v.events(w.a.Followed, 0, "")}
	if w.sample {
		p.Sample = say("archive.sample")
	}
	if c.Trial {
		p.Trial = say("archive.trial")
	}
	p.Rows = []page.Row{{Name: say("receipt.no"), Value: string(c.No)}, {Name: say("archive.filed"), Value: w.v.moment(c.FiledAt)}, {Name: say("archive.made"), Value: w.v.moment(w.v.d.Filing.Clock.Now())}}
	p.Rows = append(p.Rows, deliveryRows(wishOf(c))...)
	for _, it := range c.Current() {
		p.Items = append(p.Items, page.Row{Name: it.Name, Value: w.v.state(c, it).Word(w.v.words()), Note: it.Office})
	}
	var b strings.Builder
	if err := Archive(w.v.words(), p).Render(ctx, &b); err != nil {
		return err
	}
	return w.add(ArchiveFile{Path: say("archive.record") + ".html", Kind: "record", Name: p.Title, At: c.FiledAt}, strings.NewReader(b.String()))
}

// manifest lists every file with its digest; it comes last, because only then all digests are known.
func (w *archiver) manifest(context.Context) error {
	return w.json(ArchiveFile{Path: "manifest.json", Kind: "manifest", At: w.a.Case.FiledAt}, map[string]any{
		"case": w.a.Case.No, "made": w.v.d.Filing.Clock.Now(), "sample": w.sample, "trial": w.a.Case.Trial, "files": w.files,
	})
}

// mostName bounds the name of a file inside an archive, in characters: common file systems take 255 bytes.
const mostName = 70

// safeName is a name that every file system takes: no path, no sign with a meaning, no name of a device, not too long.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	end := path.Ext(name)
	runes := []rune(strings.TrimSuffix(name, end))
	if len(runes) > mostName {
		runes = runes[:mostName]
	}
	return strings.Trim(string(runes), " .") + end
}
