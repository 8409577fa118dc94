package pack

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sync"
)

// programHead is how much of the program's file is read: the build id of Go, a hash of all that was compiled, stands
// near the beginning in every format of executables.
const programHead = 64 << 10

// program stands for the program that runs, so that another build never believes what this one kept. Size and time of
// the file are part of it, for builds whose id was taken out. It is nil when the file cannot be read: nothing is kept
// then.
var program = sync.OnceValue(func() []byte {
	name, err := os.Executable()
	if err != nil {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	about, err := f.Stat()
	if err != nil {
		return nil
	}
	sum := sha256.New()
	fmt.Fprintln(sum, about.Size(), about.ModTime().UnixNano())
	if _, err := io.CopyN(sum, f, programHead); err != nil && err != io.EOF {
		return nil
	}
	return sum.Sum(nil)
})
