// Command lianban is the whole product in one binary: it serves pages and the API, checks packs, compiles
// plans and computes clocks. It reads flags, opens, wires and closes; rules stand further down the house.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the zone database travels with the binary

	"github.com/alecthomas/kong"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// Version is set by the build.
var Version = "dev"

type cli struct {
	Demo     demoCmd        `cmd:"" help:"Serve the sample city on an embedded database."`
	Serve    serveCmd       `cmd:"" help:"Serve a real city from its own packs."`
	Migrate  migrateCmd     `cmd:"" help:"Bring a database up to date and stop."`
	User     userCmd        `cmd:"" help:"Accounts of staff."`
	Token    tokenCmd       `cmd:"" help:"Bearer tokens for the API."`
	Banner   bannerCmd      `cmd:"" help:"The maintenance banner."`
	Verify   verifyCmd      `cmd:"" help:"Check what must not have changed."`
	Pack     PackCmd        `cmd:"" help:"Check and list scenario packs."`
	Plan     PlanCmd        `cmd:"" help:"Compile a plan for one situation."`
	Clock    ClockCmd       `cmd:"" help:"Compute legal days."`
	Rehearse rehearseCmd    `cmd:"" help:"Play examples of packs to their end with played officers, in a throwaway database."`
	Search   searchCmd      `cmd:"" help:"What people find by their words, and what they do not."`
	Outbox   outboxCmd      `cmd:"" help:"Messages that did not arrive."`
	Export   exportCmd      `cmd:"" help:"Plans, form schemas and the API's description for other programs."`
	Schema   schemaCheckCmd `cmd:"" name:"schema-check" help:"Check values against JSON Schemas, line by line."`
	Rule     ruleEvalCmd    `cmd:"" name:"rule-eval" help:"Evaluate expressions as packs do, line by line."`
	Version  versionCmd     `cmd:"" help:"Print the version."`
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	fmt.Println("lianban", Version)
	return nil
}

func main() {
	var c cli
	k := kong.Parse(&c, kong.Name("lianban"), kong.Description("Handle a life or business event as one thing (联办)."), kong.UsageOnError())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k.BindTo(ctx, (*context.Context)(nil))
	if err := k.Run(); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, sentence(err))
		os.Exit(1)
	}
}

// sentence is the one plain sentence that a person reads when a command fails.
func sentence(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err.Error()
	}
	text := lang.Chinese().SayMap("fault."+f.Key, f.Params)
	for _, x := range f.Fields {
		text += "\n  " + x.Name + ": " + fieldText(x)
	}
	if f.Kind == fault.Internal && f.Cause != nil {
		text += "\n  " + f.Cause.Error()
	}
	return text
}

func fieldText(x fault.Field) string {
	t := lang.Chinese()
	if t.Has("fault." + x.Key) {
		return t.SayMap("fault."+x.Key, x.Params)
	}
	return t.SayMap(x.Key, x.Params)
}

func say(key string, pairs ...any) { fmt.Println(lang.Chinese().Say(key, pairs...)) }
