package casework

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// keysOfThisRoom are the keys that the sources name literally, gathered from the files themselves.
var keysOfThisRoom = func() string {
	var keys []string
	files, err := filepath.Glob("*.go")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			panic(err)
		}
		keys = append(keys, keysIn(string(b))...)
	}
	return strings.Join(append(keys, strings.Fields(`
		casework.trace.start casework.trace.counted casework.trace.off casework.trace.makeup casework.trace.excluded
		casework.trace.capped casework.trace.extended casework.trace.void casework.trace.rolled casework.trace.provisional
		casework.trace.due casework.party.prerequisite casework.party.applicant casework.party.agency
		message.draft_to_sign message.draft_to_review message.warn_amber message.warn_red message.remind.K2
		message.remind.K21 message.remind.K22 fault.casework.unanswered casework.actor.system casework.actor.timer
		fault.casework.required.reason fault.casework.required.grounds fault.casework.required.body fault.casework.required.to
		fault.casework.required.what fault.casework.required.due fault.casework.required.answer fault.casework.required.conclusion
		casework.clock.K1 casework.clock.K2 casework.clock.K3 casework.clock.K4 casework.clock.K5 casework.clock.K6
		fault.casework.required.who fault.casework.required.result fault.casework.required.record fault.casework.required.question
		fault.casework.required.clarification fault.casework.required.days
		message.remind.K11 message.remind.K14 message.experts_called message.experts_called_counted
		casework.clock.K10 casework.clock.K11 casework.clock.K12 casework.clock.K14 law.xk45 law.xk47 law.xk48 law.announced
		law.clarification casework.ground.hearing casework.ground.tender casework.ground.auction casework.ground.inspection
		casework.ground.testing casework.ground.quarantine casework.ground.appraisal casework.ground.expert_review
		casework.opinion.pass casework.opinion.revise casework.opinion.fail
		casework.clock.K7 casework.clock.K21 casework.clock.K22 casework.level.amber casework.level.red casework.level.late
		law.xk32 law.xk32_1 law.xk32_2 law.xk32_4 law.xk32_5 law.xk42_1 law.xk42_2 law.xk44 law.promise law.statutory
		law.promise_answer law.promise_delivery law.joint_promise law.supplement_window law.choice law.collect law.nobodys_desk
		law.xk34 law.rectify_window casework.clock.K16 message.remind.K16 message.visit_pass message.visit_fail
		message.visit_rectify fault.casework.required.place fault.casework.required.record fault.casework.required.rectify
		fault.casework.required.mended`)...), " ")
}()

var (
	faultKey   = regexp.MustCompile(`(?:fault\.New\(fault\.\w+, |\.With\([^,]+, )"(casework\.[a-z_.]+)"`)
	notNowKey  = regexp.MustCompile(`notNow\("([a-z_]+)"`)
	messageKey = regexp.MustCompile(`(?:toApplicant\(|\.tell\([^,]+(?:\([^)]*\))?, |tellAgency\()"([a-z_]+)"`)
)

func keysIn(source string) []string {
	var out []string
	for _, m := range faultKey.FindAllStringSubmatch(source, -1) {
		if !strings.HasSuffix(m[1], ".") {
			out = append(out, "fault."+m[1])
		}
	}
	for _, m := range notNowKey.FindAllStringSubmatch(source, -1) {
		out = append(out, "fault.casework."+m[1])
	}
	for _, m := range messageKey.FindAllStringSubmatch(source, -1) {
		if !strings.HasSuffix(m[1], "_") {
			out = append(out, "message."+m[1])
		}
	}
	return out
}
