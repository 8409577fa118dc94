package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"lianban/internal/pack"
	"lianban/internal/pack/packtest"
	"lianban/internal/store/pgtest"
	"lianban/packs"
)

// asProgram makes this test binary be the program itself: processes of their own without another build.
const asProgram = "LIANBAN_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(pgtest.Run(m))
}

// cluster is one PostgreSQL with a data folder that nodes share.
type cluster struct {
	t        *testing.T
	database string
	data     string
	packs    int // folders written
}

// run runs one command to its end.
func (c *cluster) run(args ...string) {
	c.t.Helper()
	cmd := c.command(args...)
	cmd.Stdin = strings.NewReader("Kuang-Dong-2026-Lianban\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		c.t.Fatalf("lianban %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (c *cluster) command(args ...string) *exec.Cmd {
	args = append(args, "--data", c.data, "--database", c.database)
	cmd := exec.CommandContext(c.t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// folder writes the packs of the tests with edits into a folder of its own.
func (c *cluster) folder(edits ...string) string {
	c.t.Helper()
	c.packs++
	dir := filepath.Join(filepath.Dir(c.data), "packs"+string(rune('0'+c.packs)))
	files, err := pack.Files(packtest.Edited(c.t, os.DirFS("../../internal/pack/testdata/freight"), edits...))
	if err != nil {
		c.t.Fatal(err)
	}
	whole := fstest.MapFS{}
	for name, b := range files {
		whole[name] = &fstest.MapFile{Data: b}
	}
	calendars, err := fs.Sub(packs.FS, "calendars")
	if err == nil {
		err = os.CopyFS(dir, whole)
	}
	if err == nil {
		err = os.CopyFS(filepath.Join(dir, "calendars"), calendars)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return dir
}

// node is one process that serves.
type node struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string
	said bytes.Buffer
}

// serve starts a node and waits until it says where it serves.
func (c *cluster) serve(folder string) *node {
	c.t.Helper()
	n := &node{t: c.t, cmd: c.command("serve", "--insecure", "--no-admin-codes", "--packs", folder, "--listen", "127.0.0.1:0", "--address-rate", "0")}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	n.cmd.Stderr = &n.said
	if err := n.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(n.kill) // again is harmless
	lines := bufio.NewScanner(out)
	for n.base == "" && lines.Scan() {
		if i := strings.Index(lines.Text(), "http://"); i >= 0 && !strings.Contains(lines.Text(), "postgres") {
			n.base = strings.TrimSuffix(strings.TrimSpace(lines.Text()[i:]), "/")
		}
	}
	if n.base == "" {
		_ = n.cmd.Wait()
		c.t.Fatalf("a node did not start: %s", n.said.String())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return n
}

// kill ends a node as a power cut does.
func (n *node) kill() {
	_ = n.cmd.Process.Kill() // it may be gone
	_ = n.cmd.Wait()
}

// says waits until a page of the node holds words: a node looks every few seconds whether another release counts.
func (n *node) says(path, words string) {
	n.t.Helper()
	ctx, cancel := context.WithTimeout(n.t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	last := ""
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, n.base+path, nil)
		if err != nil {
			n.t.Fatal(err)
		}
		if res, err := http.DefaultClient.Do(r); err == nil {
			b, _ := io.ReadAll(res.Body)
			res.Body.Close()
			last = string(b)
		}
		if strings.Contains(last, words) {
			return
		}
		select {
		case <-ctx.Done():
			n.t.Fatalf("%s never said %q; log: %s; page: %.2000s", path, words, n.said.String(), last)
		case <-tick.C:
		}
	}
}

// Every node serves what was published last, whoever published it, from wherever, and whatever its own folder holds.
func TestNodesServeTheSameRelease(t *testing.T) {
	t.Parallel()
	const (
		page   = "/scenarios/freight"
		file   = "scenarios/scenarios.yaml"
		before = "运输许可和每辆车的运输证，一次申请。"
		after  = "许可和车证一起办。"
		later  = "许可、车证和年审一起办。"
	)
	c := &cluster{t: t, database: pgtest.Database(t, "nodes", nil), data: filepath.Join(t.TempDir(), "data")}
	first := c.folder()
	c.run("migrate")
	for login, permission := range map[string]string{"zhao": "administer_staff", "qian": "administer_rights"} {
		c.run("user", "add", "--packs", first, "--login", login, "--name", "赵一鸣", "--area", "yantai", "--permission", permission)
	}
	a, b := c.serve(first), c.serve(first)
	a.says(page, before)
	b.says(page, before)

	c.run("pack", "publish", "--packs", c.folder(file, before, after))
	a.says(page, after)
	b.says(page, after)

	a.kill()
	c.run("pack", "publish", "--packs", c.folder(file, before, later))
	b.says(page, later)
	a = c.serve(first) // its folder still holds the first packs
	a.says(page, later)

	c.run("pack", "rollback", "2")
	a.says(page, after)
	b.says(page, after)
}
