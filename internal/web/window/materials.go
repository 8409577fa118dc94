package window

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/web/page"
)

// mostUpload bounds one request with a file: the largest rule of a material and the form around it.
const mostUpload = 64_000_000

// mostField bounds one field of a form that carries a file, in bytes.
const mostField = 64_000

// filePart reads the fields of a multipart form up to its file and answers both. The file control stands behind every
// field of the page, so that nothing is lost.
func filePart(w http.ResponseWriter, r *http.Request) (url.Values, *multipart.Part, error) {
	posted := url.Values{}
	r.Body = http.MaxBytesReader(w, r.Body, mostUpload)
	reader, err := r.MultipartReader()
	if err != nil {
		return posted, nil, fault.New(fault.Invalid, "window.form_unreadable")
	}
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return posted, nil, fault.New(fault.Invalid, "window.no_file")
		}
		if err != nil {
			return posted, nil, tooLarge(err)
		}
		if name, _, _ := strings.Cut(part.FormName(), "."); name == "file" {
			if part.FileName() == "" {
				return posted, nil, fault.New(fault.Invalid, "window.no_file")
			}
			return posted, part, nil
		}
		text, err := io.ReadAll(io.LimitReader(part, mostField))
		if err != nil {
			return posted, nil, tooLarge(err)
		}
		posted.Add(part.FormName(), string(text))
	}
}

// tooLarge tells a request beyond mostUpload from one that broke off.
func tooLarge(err error) error {
	var most *http.MaxBytesError
	if errors.As(err, &most) {
		return fault.New(fault.Invalid, "window.file_too_large", "max", page.FileSize(mostUpload))
	}
	return fault.New(fault.Invalid, "window.form_unreadable")
}

// uploadMaterial takes in a scanned paper, after what was written on the form.
func uploadMaterial(v *visit) error {
	key := v.R.PathValue("material")
	posted, part, wrong := filePart(v.W, v.R)
	posted.Set("material", key)
	if len(posted["version"]) > 0 {
		if _, err := v.save(posted); err != nil {
			return v.again(trouble{err: err, posted: posted})
		}
	}
	if wrong == nil {
		_, wrong = v.d.Filing.Upload(v.R.Context(), v.Who.Principal, v.id(), filing.UploadInput{Material: key, Name: part.FileName(), Content: part})
		var most *http.MaxBytesError
		if errors.As(wrong, &most) {
			wrong = tooLarge(wrong)
		}
	}
	if fault.Is(wrong, fault.Invalid) {
		return v.again(trouble{upload: wrong, posted: posted})
	}
	if wrong != nil {
		return wrong
	}
	if key == filing.SignedSheet {
		return v.GoTo(at(v.id()) + "/confirm#sheet")
	}
	return v.GoTo(back(v.id(), "", "scan"))
}

func removePaper(v *visit) error {
	return v.saveFirst(func(posted url.Values) error {
		if err := v.d.Filing.RemovePaper(v.R.Context(), v.Who.Principal, v.id(), ident.PaperID(v.R.PathValue("paper"))); err != nil {
			return err
		}
		return v.GoTo(back(v.id(), posted.Get("material"), "materials"))
	})
}

// openPaper shows a file of an intake or case of this clerk. Nothing in it may run.
func openPaper(v *visit) error {
	p, content, err := v.d.Filing.OpenPaper(v.R.Context(), v.Who.Principal, ident.PaperID(v.R.PathValue("paper")))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	page.FileHeaders(v.W.Header(), p.Name, p.MIME, true)
	http.ServeContent(v.W, v.R, "", p.At, content)
	return nil
}

// kept lists the originals of an intake.
func (v *visit) kept(id ident.DraftID) ([]custody.Piece, error) {
	if v.d.Custody == nil {
		return nil, nil
	}
	return v.d.Custody.OfDraft(v.R.Context(), v.Who.Principal, id)
}

// keepPaper takes one original into the bag of the intake.
func keepPaper(v *visit) error {
	return v.saveFirst(func(posted url.Values) error {
		f, err := v.d.Filing.Draft(v.R.Context(), v.Who.Principal, v.id())
		if err != nil {
			return err
		}
		m, ok := f.Material(v.R.PathValue("material"))
		if !ok || v.d.Custody == nil {
			return fault.New(fault.NotFound, "filing.no_material")
		}
		_, err = v.d.Custody.Keep(v.R.Context(), v.Who.Principal, custody.KeepInput{
			Draft: v.id(), Material: m.Slug, Name: materialName(m), Original: true, Shelf: strings.TrimSpace(posted.Get("shelf")),
		})
		if err != nil {
			return err
		}
		return v.GoTo(back(v.id(), m.Key, "materials"))
	})
}

// returnPaper gives one original back.
func returnPaper(v *visit) error {
	return v.saveFirst(func(posted url.Values) error {
		if v.d.Custody == nil {
			return fault.New(fault.NotFound, "custody.no_piece")
		}
		kept, err := v.kept(v.id())
		if err != nil {
			return err
		}
		for _, p := range kept {
			if string(p.ID) == v.R.PathValue("piece") {
				if _, err := v.d.Custody.Return(v.R.Context(), v.Who.Principal, p.ID, ""); err != nil {
					return err
				}
				return v.GoTo(back(v.id(), posted.Get("material"), "materials"))
			}
		}
		return fault.New(fault.NotFound, "custody.no_piece")
	})
}
