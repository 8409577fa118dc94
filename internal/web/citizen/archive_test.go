package citizen_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
)

func TestACaseIsTakenAlongWhole(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	at := b.file()
	b.open(at)
	b.want(http.StatusOK, at, "下载全部材料和文书")
	b.open(at + "/archive")
	b.want(http.StatusOK, at)
	z, err := zip.NewReader(bytes.NewReader([]byte(b.html)), int64(len(b.html)))
	if err != nil {
		t.Fatal(err)
	}
	inside := map[string][]byte{}
	for _, f := range z.File {
		if !strings.Contains(f.Name, "..") && path.Clean(f.Name) != f.Name || strings.HasPrefix(f.Name, "/") {
			t.Errorf("%q leads out of the folder", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if inside[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var manifest struct {
		Sample bool
		Files  []struct{ Path, Kind, No, SHA256 string }
	}
	if err := json.Unmarshal(inside["manifest.json"], &manifest); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, f := range manifest.Files {
		kinds[f.Kind]++
		if sum := sha256.Sum256(inside[f.Path]); hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s has another digest than the manifest says", f.Path)
		}
	}
	if kinds["paper"] == 0 || kinds["document"] == 0 || kinds["journal"] != 1 || kinds["record"] != 1 || len(inside) != len(manifest.Files)+1 {
		t.Errorf("in the archive: %v of %d files", kinds, len(inside))
	}
	if !manifest.Sample || !strings.Contains(string(inside["办件档案.html"]), "示例") {
		t.Error("the archive of a sample city does not say so")
	}
	if record := string(inside["办件档案.html"]); !strings.Contains(record, "提交申请") || !strings.Contains(record, "370602-20260310-") {
		t.Error(record)
	}
	if journal := string(inside["journal.json"]); !strings.Contains(journal, `"verb": "submit"`) {
		t.Error(journal)
	}
}
