package blob

import (
	"bufio"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"strconv"

	"lianban/internal/base/fault"
)

// maxArea is how many pixels an image may have: a bomb of a few kilobytes can claim billions. The largest
// phone cameras make 50 megapixels by default.
const maxArea = 64_000_000

// jpegQualities are tried in turn until the photo, without its metadata, fits the limit again.
var jpegQualities = []int{90, 80, 70, 60}

// cleanImage checks an image and writes it anew, upright and without metadata. Decoding all of it also
// finds half-uploaded files.
func (f *Folder) cleanImage(ctx context.Context, in *incoming, k kind, l Limits, info *Info) (*incoming, error) {
	config, err := readImage(in.file, k.config)
	if err != nil {
		return nil, damaged(err)
	}
	if err := checkPixels(config, l); err != nil {
		return nil, err
	}
	select {
	case f.seats <- struct{}{}:
		defer func() { <-f.seats }()
	case <-ctx.Done():
		return nil, interrupted(ctx.Err())
	}
	picture, err := readImage(in.file, k.decode)
	if err != nil {
		return nil, damaged(err)
	}
	if k.ext == "jpg" {
		turn, err := readImage(in.file, orientation)
		if err != nil {
			return nil, damaged(err)
		}
		picture = upright(picture, turn)
	}
	info.Width, info.Height = picture.Bounds().Dx(), picture.Bounds().Dy()
	return f.encode(picture, k, l)
}

// readImage reads a file from its start.
func readImage[T any](file *os.File, read func(io.Reader) (T, error)) (T, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		var none T
		return none, err
	}
	return read(bufio.NewReader(file))
}

func checkPixels(c image.Config, l Limits) error {
	longer := int64(max(c.Width, c.Height))
	text := func(n int64) string { return strconv.FormatInt(n, 10) }
	switch {
	case c.Width <= 0 || c.Height <= 0:
		return damaged(errors.New("an image without pixels"))
	case int64(c.Width)*int64(c.Height) > maxArea:
		return fault.New(fault.Invalid, "blob.image_huge")
	case l.MinPixels > 0 && longer < l.MinPixels:
		return fault.New(fault.Invalid, "blob.image_small", "min", text(l.MinPixels), "is", text(longer))
	case l.MaxPixels > 0 && longer > l.MaxPixels:
		return fault.New(fault.Invalid, "blob.image_large", "max", text(l.MaxPixels), "is", text(longer))
	}
	return nil
}

// encode writes the picture into a new incoming file.
func (f *Folder) encode(picture image.Image, k kind, l Limits) (*incoming, error) {
	qualities := jpegQualities
	if k.ext == "png" {
		qualities = qualities[:1] // without loss there is nothing to try
	}
	limit := l.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	var out *incoming
	for _, quality := range qualities {
		if out != nil {
			out.discard()
		}
		var err error
		if out, err = f.newIncoming(); err != nil {
			return nil, err
		}
		w := bufio.NewWriter(out)
		if k.ext == "png" {
			err = png.Encode(w, picture)
		} else {
			err = jpeg.Encode(w, picture, &jpeg.Options{Quality: quality})
		}
		if err == nil {
			err = w.Flush()
		}
		if err != nil {
			out.discard()
			return nil, spaceFault(err)
		}
		if out.size <= limit {
			break
		}
	}
	return out, nil
}

func damaged(err error) error {
	f := fault.New(fault.Invalid, "blob.image_damaged")
	f.Cause = err
	return f
}

// upright turns a picture the way the camera was held; 1 to 8 as in Exif 2.32 §4.6.4 (tag 0x0112).
func upright(src image.Image, turn int) image.Image {
	if turn < 2 || turn > 8 {
		return src
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if turn >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst, at := image.NewRGBA(size), reader(src)
	for y := range h {
		for x := range w {
			dx, dy := turned(turn, x, y, w, h)
			dst.SetRGBA(dx, dy, at(b.Min.X+x, b.Min.Y+y))
		}
	}
	return dst
}

// reader answers how to read a pixel; photos have a short way.
func reader(src image.Image) func(x, y int) color.RGBA {
	if photo, ok := src.(*image.YCbCr); ok {
		return func(x, y int) color.RGBA {
			c := photo.YCbCrAt(x, y)
			r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			return color.RGBA{R: r, G: g, B: b, A: 0xff}
		}
	}
	return func(x, y int) color.RGBA { return color.RGBAModel.Convert(src.At(x, y)).(color.RGBA) }
}

// turned answers where a pixel of a w × h picture goes.
func turned(turn, x, y, w, h int) (int, int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	default: // 8
		return y, w - 1 - x
	}
}
