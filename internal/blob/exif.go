package blob

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// orientation reads how the camera was held out of a JPEG's Exif block: 1 to 8, or 1 if it does not say.
// Only this one tag is read; a strange block means "does not say".
func orientation(r io.Reader) (int, error) {
	var two [2]byte
	if _, err := io.ReadFull(r, two[:]); err != nil || two != [2]byte{0xff, 0xd8} {
		return 0, errors.New("not a JPEG")
	}
	for {
		var head [4]byte
		if _, err := io.ReadFull(r, head[:]); err != nil || head[0] != 0xff {
			return 1, nil
		}
		size := int(binary.BigEndian.Uint16(head[2:])) - 2
		if marker := head[1]; marker == 0xda || marker == 0xd9 || size < 0 {
			return 1, nil // the picture begins: there was no Exif block
		}
		segment := make([]byte, size)
		if _, err := io.ReadFull(r, segment); err != nil {
			return 1, nil
		}
		if head[1] == 0xe1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")) {
			return orientationTag(segment[6:]), nil
		}
	}
}

// orientationTag finds tag 0x0112 in the first directory of a TIFF block.
func orientationTag(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := int64(order.Uint16(tiff[at:]))
	for i := range entries {
		e := at + 2 + 12*i
		if e+12 > int64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[e:]) == 0x0112 {
			if turn := int(order.Uint16(tiff[e+8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
	}
	return 1
}
