package blob

import (
	"archive/zip"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// kind is one kind of file that the store accepts.
type kind struct {
	mime, ext string
	asked     bool                                  // only where a rule names it: no browser shows it
	decode    func(io.Reader) (image.Image, error)  // images only
	config    func(io.Reader) (image.Config, error) // images only
}

// accepted is the closed list: everything else is refused, SVG, HTML and programs among it.
var accepted = []kind{
	{mime: "image/jpeg", ext: "jpg", decode: jpeg.Decode, config: jpeg.DecodeConfig},
	{mime: "image/png", ext: "png", decode: png.Decode, config: png.DecodeConfig},
	{mime: "application/pdf", ext: "pdf"},
	{mime: "application/ofd", ext: "ofd"}, // GB/T 33190: a zip with OFD.xml at its root
	{mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ext: "docx", asked: true},
	{mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ext: "xlsx", asked: true},
	{mime: "image/vnd.dwg", ext: "dwg", asked: true},
}

// sniff says what a file is, and refuses what the rule does not ask for.
func sniff(file *os.File, l Limits) (kind, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return kind{}, fault.Wrap(err, "sniff a file")
	}
	found, err := mimetype.DetectReader(file)
	if err != nil {
		return kind{}, fault.Wrap(err, "sniff a file")
	}
	mime, ext := found.String(), strings.TrimPrefix(found.Extension(), ".")
	if found.Is("application/zip") && holds(file, "OFD.xml") {
		mime, ext = "application/ofd", "ofd"
	}
	if (ext == "docx" || ext == "xlsx") && holds(file, "word/vbaProject.bin", "xl/vbaProject.bin") {
		return kind{}, fault.New(fault.Invalid, "blob.macros")
	}
	if ext == "heic" || ext == "heif" {
		return kind{}, fault.New(fault.Invalid, "blob.heic")
	}
	for _, k := range accepted {
		if k.mime == mime && l.takes(k) {
			return k, nil
		}
	}
	return kind{}, fault.New(fault.Invalid, "blob.kind", "is", formatName(ext), "want", l.wanted())
}

// takes says whether a rule asks for this kind; jpeg is another name of jpg.
func (l Limits) takes(k kind) bool {
	if len(l.Formats) == 0 {
		return !k.asked
	}
	return slices.ContainsFunc(l.Formats, func(f string) bool { return canonical(f) == k.ext })
}

func canonical(ext string) string {
	if ext = strings.ToLower(ext); ext == "jpeg" {
		return "jpg"
	}
	return ext
}

// wanted lists the formats that a rule asks for, as part of a sentence.
func (l Limits) wanted() string {
	var names []string
	for _, k := range accepted {
		if l.takes(k) {
			names = append(names, formatName(k.ext))
		}
	}
	texts, last := lang.Chinese(), len(names)-1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], texts.Say("blob.comma")) + texts.Say("blob.or") + names[last]
}

// formatName is what people call a format: PDF, JPG; a word for what has no ending.
func formatName(ext string) string {
	if ext == "" {
		return lang.Chinese().Say("blob.unknown")
	}
	return strings.ToUpper(ext)
}

// holds says whether a zip has one of these entries, wherever in the archive.
func holds(file *os.File, names ...string) bool {
	stat, err := file.Stat()
	if err != nil {
		return false
	}
	archive, err := zip.NewReader(file, stat.Size())
	if err != nil {
		return false
	}
	return slices.ContainsFunc(archive.File, func(f *zip.File) bool { return slices.Contains(names, f.Name) })
}
