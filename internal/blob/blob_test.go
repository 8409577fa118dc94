package blob

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
)

func folder(t *testing.T, s Scanner) *Folder {
	t.Helper()
	f, err := NewFolder(t.TempDir(), Options{Scanner: s})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// photo is a JPEG, red on the left and blue on the right, as a camera turned by "turn" stores it, with a
// place and device in its Exif block.
func photo(t *testing.T, w, h, turn int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 220, A: 255}
			if x >= w/2 {
				c = color.RGBA{B: 220, A: 255}
			}
			m.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = binary.BigEndian.AppendUint16(tiff, uint16(turn))
	tiff = append(tiff, "\x00\x00\x00\x00\x00\x00GPS 37.46N 121.44E SecretPhone"...)
	block := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(block)+2))...)
	out = append(out, block...)
	return append(out, b.Bytes()[2:]...)
}

func zipOf(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, strings.Repeat("content of "+n, 400))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a PNG of a few bytes that claims to be enormous.
func bomb(side uint32) []byte {
	head := []byte("IHDR")
	head = binary.BigEndian.AppendUint32(head, side)
	head = binary.BigEndian.AppendUint32(head, side)
	head = append(head, 8, 2, 0, 0, 0)
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b = append(b, head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

func TestPutKeepsWhatItSays(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
	for _, c := range []struct {
		name      string
		in        []byte
		mime, ext string
	}{
		{"a photo", photo(t, 40, 20, 1), "image/jpeg", "jpg"},
		{"a PDF", pdf, "application/pdf", "pdf"},
		{"an OFD", zipOf(t, "OFD.xml", "Doc_0/Document.xml"), "application/ofd", "ofd"},
		{"an OFD with its mark at the end", zipOf(t, "Doc_0/a.xml", "Doc_0/b.xml", "OFD.xml"), "application/ofd", "ofd"},
	} {
		info, err := f.Put(t.Context(), bytes.NewReader(c.in), Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if info.MIME != c.mime || info.Ext != c.ext || len(info.ID) != 64 {
			t.Errorf("%s: %+v", c.name, info)
		}
		got, size, err := f.Open(t.Context(), info.ID)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(got)
		got.Close()
		if size != info.Size || int64(len(b)) != size || f.Check(t.Context(), info.ID) != nil {
			t.Errorf("%s: %d bytes of %d", c.name, len(b), size)
		}
		if c.ext != "jpg" && !bytes.Equal(b, c.in) {
			t.Errorf("%s must be kept as it is", c.name)
		}
		again, err := f.Put(t.Context(), bytes.NewReader(c.in), Limits{})
		if err != nil || again.ID != info.ID {
			t.Errorf("%s: the same content has one name: %v %v", c.name, again, err)
		}
	}
	left, err := os.ReadDir(filepath.Join(f.dir, "incoming"))
	if err != nil || len(left) != 0 {
		t.Errorf("nothing may stay in the entrance: %v %v", left, err)
	}
}

func TestPutRefusesWithTheRuleAndTheCure(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	whole := photo(t, 400, 300, 1)
	heic := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1")
	for _, c := range []struct {
		name string
		in   []byte
		l    Limits
		key  string
		says string
	}{
		{"nothing", nil, Limits{}, "blob.empty", "空的"},
		{"too large", bytes.Repeat([]byte("%PDF-1.7\n"), 1000), Limits{MaxBytes: 2000}, "blob.too_large", "2KB"},
		{"too small", []byte("%PDF-1.7\n%%EOF"), Limits{MinBytes: 15e3}, "blob.too_small", "15KB"},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), Limits{}, "blob.kind", "SVG"},
		{"HTML", []byte("<!doctype html><script>alert(1)</script>"), Limits{}, "blob.kind", "HTML"},
		{"a program", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 64)...), Limits{}, "blob.kind", "JPG、PNG、PDF或OFD"},
		{"a zip", zipOf(t, "a.txt"), Limits{}, "blob.kind", "ZIP"},
		{"a photo where a PDF is asked for", whole, Limits{Formats: []string{"pdf"}}, "blob.kind", "这个文件是JPG，这里要PDF"},
		{"a Word file where none is asked for", zipOf(t, "[Content_Types].xml", "word/document.xml"), Limits{}, "blob.kind", "DOCX"},
		{"a Word file with macros", zipOf(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), Limits{Formats: []string{"docx"}}, "blob.macros", "宏"},
		{"HEIC", heic, Limits{}, "blob.heic", "HEIC"},
		{"half a photo", whole[:len(whole)/2], Limits{}, "blob.image_damaged", "没有传完整"},
		{"a bomb", bomb(60000), Limits{}, "blob.image_huge", "像素"},
		{"too few pixels", whole, Limits{MinPixels: 800}, "blob.image_small", "400"},
		{"too many pixels", whole, Limits{MaxPixels: 358}, "blob.image_large", "358"},
	} {
		_, err := f.Put(t.Context(), bytes.NewReader(c.in), c.l)
		got := fault.Of(err)
		if err == nil || got.Key != c.key || got.Kind != fault.Invalid {
			t.Errorf("%s: want %s, got %v", c.name, c.key, err)
			continue
		}
		if text := lang.Chinese().SayMap("fault."+got.Key, got.Params); !strings.Contains(text, c.says) || strings.ContainsAny(text, "{[") {
			t.Errorf("%s: the sentence is %q", c.name, text)
		}
	}
	files := 0
	filepath.WalkDir(f.dir, func(_ string, d os.DirEntry, _ error) error {
		if !d.IsDir() {
			files++
		}
		return nil
	})
	if files != 0 {
		t.Errorf("%d refused files were kept", files)
	}
}

func TestJpegAlsoMeansJpg(t *testing.T) {
	t.Parallel()
	if _, err := folder(t, nil).Put(t.Context(), bytes.NewReader(photo(t, 20, 20, 1)), Limits{Formats: []string{"JPEG"}}); err != nil {
		t.Error(err)
	}
}

func TestARuleMayAskForWordFilesAndDrawings(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	for ext, in := range map[string][]byte{
		"docx": zipOf(t, "[Content_Types].xml", "word/document.xml"), "dwg": append([]byte("AC1032"), make([]byte, 100)...),
	} {
		if info, err := f.Put(t.Context(), bytes.NewReader(in), Limits{Formats: []string{ext}}); err != nil || info.Ext != ext {
			t.Errorf("%s: %+v %v", ext, info, err)
		}
	}
}

func TestABrokenUploadIsNotKept(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	half := io.MultiReader(strings.NewReader("%PDF-1.7"), iotest.ErrReader(errors.New("line cut")))
	if _, err := f.Put(t.Context(), half, Limits{}); fault.Of(err).Key != "blob.interrupted" {
		t.Errorf("got %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Put(gone, strings.NewReader("%PDF-1.7"), Limits{}); fault.Of(err).Key != "blob.interrupted" {
		t.Errorf("got %v", err)
	}
}

// TestPhotosAreUprightAndCarryNoPlace: the eight ways to hold a camera all show the same photo afterwards.
func TestPhotosAreUprightAndCarryNoPlace(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	// where the red half of the stored picture stands in the shown one
	red := map[int]string{1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
	for turn, side := range red {
		info, err := f.Put(t.Context(), bytes.NewReader(photo(t, 64, 32, turn)), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		file, _, err := f.Open(t.Context(), info.ID)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(file)
		file.Close()
		if bytes.Contains(b, []byte("GPS")) || bytes.Contains(b, []byte("Exif")) || bytes.Contains(b, []byte("SecretPhone")) {
			t.Errorf("turn %d: what the camera wrote is still there", turn)
		}
		m, err := jpeg.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if w != info.Width || h != info.Height || (turn >= 5) != (h > w) {
			t.Errorf("turn %d: %d × %d, said %d × %d", turn, w, h, info.Width, info.Height)
		}
		x, y := map[string]int{"left": w / 8, "right": w - w/8}[side], map[string]int{"top": h / 8, "bottom": h - h/8}[side]
		if x == 0 {
			x = w / 2
		}
		if y == 0 {
			y = h / 2
		}
		if r, _, blue, _ := m.At(x, y).RGBA(); r < blue {
			t.Errorf("turn %d: %s is not red", turn, side)
		}
	}
}

func TestPngKeepsItsPixelsAndLosesItsComments(t *testing.T) {
	t.Parallel()
	m := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	m.Set(3, 4, color.NRGBA{R: 1, G: 2, B: 3, A: 77})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	body := []byte("tEXtComment\x00secret place")
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	with := append(append(append([]byte{}, b.Bytes()[:33]...), chunk...), b.Bytes()[33:]...)
	f := folder(t, nil)
	info, err := f.Put(t.Context(), bytes.NewReader(with), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	file, _, _ := f.Open(t.Context(), info.ID)
	defer file.Close()
	got, _ := io.ReadAll(file)
	back, err := png.Decode(bytes.NewReader(got))
	if err != nil || bytes.Contains(got, []byte("secret")) || back.At(3, 4) != m.At(3, 4) {
		t.Errorf("%v, %v", err, back.At(3, 4))
	}
}

func TestOpenRefusesNamesThatAreNoDigests(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	for _, id := range []string{"", "../../etc/passwd", strings.Repeat("a", 64), strings.Repeat("A", 64)} {
		if _, _, err := f.Open(t.Context(), ident.BlobID(id)); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestCheckFindsARottenFile(t *testing.T) {
	t.Parallel()
	f := folder(t, nil)
	info, err := f.Put(t.Context(), strings.NewReader("%PDF-1.7\n%%EOF"), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	path, _ := f.path(info.ID)
	os.Chmod(path, 0o600)
	if err := os.WriteFile(path, []byte("%PDF-1.7\n%%EOX"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Check(t.Context(), info.ID); !fault.Is(err, fault.Internal) {
		t.Errorf("got %v", err)
	}
}

func TestOrientationNeverPanics(t *testing.T) {
	t.Parallel()
	good := photo(t, 8, 8, 6)
	rapid.Check(t, func(t *rapid.T) {
		b := bytes.Clone(good)
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "to")
		}
		b = b[:rapid.IntRange(0, len(b)).Draw(t, "length")]
		if turn, err := orientation(bytes.NewReader(b)); err == nil && (turn < 1 || turn > 8) {
			t.Fatalf("turn %d", turn)
		}
	})
}

func TestHeadersRunNothing(t *testing.T) {
	t.Parallel()
	h := Headers("image/jpeg", "身份证\r\n.jpg", true)
	if !strings.HasPrefix(h["Content-Disposition"], "inline; filename*=utf-8''") || strings.ContainsAny(h["Content-Disposition"], "\r\n") {
		t.Errorf("got %q", h["Content-Disposition"])
	}
	if h["X-Content-Type-Options"] != "nosniff" || !strings.Contains(h["Content-Security-Policy"], "sandbox") {
		t.Errorf("got %v", h)
	}
	if h := Headers("application/ofd", "a.ofd", true); !strings.HasPrefix(h["Content-Disposition"], "attachment") {
		t.Error("what no browser shows is a download")
	}
	if h := Headers("application/pdf", "a.pdf", false); !strings.HasPrefix(h["Content-Disposition"], "attachment") {
		t.Error("a download was asked for")
	}
}

func TestSizesReadLikeRules(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{500: "500B", 15e3: "15KB", 5e6: "5MB", 1.5e6: "1.5MB", 10e6: "10MB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}
