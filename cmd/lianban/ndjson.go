package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// longestLine bounds one line of a seam, in bytes; a longer one is answered with an error and skipped.
const longestLine = 16 << 20

// wrongLine is the answer to a line that cannot be answered.
type wrongLine struct {
	Error string `json:"error"`
}

var (
	errLong  = fmt.Errorf("the line is longer than %d bytes", longestLine)
	errBlank = errors.New("the line is blank")
	errUTF8  = errors.New("the line is not UTF-8")
)

// answerLines writes one line of JSON for every line that it reads, and flushes it before it reads on, so that a
// program at the other end may ask and wait. No line ends it; only the end of input does.
func answerLines(in io.Reader, out io.Writer, answer func(map[string]json.RawMessage) (any, error)) error {
	lines, w := bufio.NewReaderSize(in, 64<<10), bufio.NewWriter(out)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, errLong) {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if err := e.Encode(answerLine(line, err, answer)); err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
}

// answerLine answers one line; a panic inside a library is an error of this line and of no other.
func answerLine(line []byte, err error, answer func(map[string]json.RawMessage) (any, error)) (out any) {
	defer func() {
		if p := recover(); p != nil {
			out = wrongLine{fmt.Sprintf("this line broke the program: %v", p)}
		}
	}()
	if err != nil {
		return wrongLine{err.Error()}
	}
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return wrongLine{errBlank.Error()}
	}
	if !utf8.Valid(line) {
		return wrongLine{errUTF8.Error()}
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil || members == nil {
		return wrongLine{"the line is no JSON object" + because(err)}
	}
	if out, err = answer(members); err != nil {
		return wrongLine{err.Error()}
	}
	if _, err := json.Marshal(out); err != nil {
		return wrongLine{err.Error()}
	}
	return out
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return ": " + err.Error()
}

// readLine reads up to the next line break or the end. Of a line that is too long it answers errLong when all of it
// was read; io.EOF means that nothing is left.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	read := 0
	for {
		part, err := r.ReadSlice('\n')
		read += len(part)
		if read <= longestLine+1 { // its line break is not counted
			line = append(line, part...)
		} else {
			line = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || read == 0):
			return nil, err
		case len(bytes.TrimSuffix(line, []byte("\n"))) > longestLine, line == nil:
			return nil, errLong
		}
		return line, nil
	}
}

// member answers a member that a line must have.
func member(members map[string]json.RawMessage, name string) (json.RawMessage, error) {
	m, ok := members[name]
	if !ok {
		return nil, fmt.Errorf("%q is missing", name)
	}
	return m, nil
}
