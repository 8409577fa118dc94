package main

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/packs"
)

type userCmd struct {
	Add userAddCmd `cmd:"" help:"Add an account; the password comes from a file or standard input."`
}

type userAddCmd struct {
	where
	Packs        string   `help:"Folder of the city's packs; default: the sample city." type:"path"`
	Login        string   `required:"" help:"Lower-case letters, digits, dot and dash."`
	Name         string   `required:"" help:"Name as colleagues know it."`
	Title        string   `help:"Title of the post."`
	Area         string   `required:"" help:"Slug of the area; its whole subtree is covered."`
	Department   string   `help:"Slug of the department; left out: every department of the area."`
	Permission   []string `required:"" help:"One of the closed list; may be repeated."`
	Scenario     []string `help:"Slug of a scenario; left out: every scenario."`
	PasswordFile string   `help:"File that holds the password; left out: standard input." type:"existingfile"`
}

// Run adds the account.
func (c *userAddCmd) Run(ctx context.Context) error {
	password, err := readPassword(c.PasswordFile)
	if err != nil {
		return err
	}
	h, err := openHouse(ctx, c.where, packsOf(c.Packs), c.Packs, clock.System{}, nobody{}, true)
	if err != nil {
		return err
	}
	defer h.close()
	post := permission.Post{
		Area: c.Area, Department: c.Department, EveryDepartment: c.Department == "",
		Scenarios: c.Scenario, EveryScenario: len(c.Scenario) == 0,
	}
	for _, p := range c.Permission {
		post.Permissions = append(post.Permissions, permission.Permission(p))
	}
	if _, ok := h.catalogue.Area(c.Area); !ok {
		return fault.New(fault.Invalid, "access.staff").With("area", "access.staff.area")
	}
	_, err = h.access.AddStaff(ctx, access.NewStaff{
		Login: c.Login, Name: c.Name, Password: password, Department: c.Department, Area: c.Area, Title: c.Title,
		Posts: []permission.Post{post},
	})
	return err
}

func readPassword(file string) (string, error) {
	var b []byte
	var err error
	if file != "" {
		b, err = os.ReadFile(file)
	} else {
		b, err = io.ReadAll(io.LimitReader(os.Stdin, 4096))
	}
	if err != nil {
		return "", fault.New(fault.Invalid, "cli.password")
	}
	if p := strings.TrimRight(string(b), "\r\n"); p != "" {
		return p, nil
	}
	return "", fault.New(fault.Invalid, "cli.password")
}

type tokenCmd struct {
	Add tokenAddCmd `cmd:"" help:"Issue a bearer token for a member of staff, or in the demo for a sample person."`
}

type tokenAddCmd struct {
	where
	Packs string        `help:"Folder of the city's packs; default: the sample city." type:"path"`
	Staff []string      `help:"Login of a member of staff, or several: each gets a token of its own, in this order." xor:"who" required:""`
	Demo  string        `help:"Code of a sample person (demo only)." xor:"who" required:""`
	Name  string        `help:"What the token is for." default:"script"`
	Lasts time.Duration `help:"How long it is valid." default:"720h"`
}

// Run prints the secrets, once, a line each.
func (c *tokenAddCmd) Run(ctx context.Context) error {
	h, err := openHouse(ctx, c.where, packsOf(c.Packs), c.Packs, clock.System{}, nobody{}, false)
	if err != nil {
		return err
	}
	defer h.close()
	holders, err := c.holders(ctx, h)
	if err != nil {
		return err
	}
	for _, who := range holders {
		secret, err := h.access.IssueToken(ctx, who, c.Name, c.Lasts)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(os.Stdout, secret+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// holders are whom the tokens are for: the members of staff, or the sample person. One who is not there fails them all.
func (c *tokenAddCmd) holders(ctx context.Context, h *house) ([]access.Who, error) {
	var all []access.Who
	for _, login := range c.Staff {
		m, err := h.store.StaffByLogin(ctx, login)
		if err != nil {
			return nil, err
		}
		all = append(all, access.Who{Staff: m})
	}
	if len(all) > 0 {
		return all, nil
	}
	people, err := samplePeople()
	if err != nil {
		return nil, err
	}
	back, err := people.identity(c.Demo)
	if err != nil {
		return nil, err
	}
	who, err := h.access.SignInPerson(ctx, back, true)
	return []access.Who{who}, err
}

type migrateCmd struct{ where }

// Run opens the database, which brings it up to date.
func (c *migrateCmd) Run(ctx context.Context) error {
	h, err := openHouse(ctx, c.where, packs.FS, "packs", clock.System{}, nobody{}, true)
	if err != nil {
		return err
	}
	return h.close()
}
