package pack_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/pack"
	"lianban/packs"
)

// defect is one mistake planted into the sample city: in a file, old becomes new, and the finding must stand
// on the line that holds mark afterwards.
type defect struct {
	name    string
	code    string
	file    string
	old     string
	new     string
	mark    string // empty: the new text's first line
	in      string // file of the finding, where it is another one
	warning bool
}

const (
	fieldsFile     = "library/fields.yaml"
	groundFile     = "library/ground.yaml"
	materialsFile  = "library/materials.yaml"
	birthFile      = "library/items/birth.yaml"
	cateringFile   = "library/items/catering.yaml"
	seaFile        = "library/items/sea.yaml"
	restaurantFile = "scenarios/restaurant/scenario.yaml"
	newbornFile    = "scenarios/newborn/scenario.yaml"
	examplesFile   = "scenarios/restaurant/examples.yaml"
	longkouFile    = "overlays/longkou/restaurant.yaml"
)

var defects = []defect{
	{name: "broken YAML", code: "P101", file: groundFile, old: "topics:", new: "topics: [", mark: ""},
	{name: "anchor", code: "P101", file: groundFile, old: "  applicant: 申请人", new: "  applicant: &a 申请人"},
	{name: "tag", code: "P101", file: groundFile, old: "  applicant: 申请人", new: "  applicant: !!str 申请人"},
	{name: "two documents", code: "P101", file: groundFile, old: "topics:\n", new: "---\ntopics:\n", mark: "topics:"},
	{name: "double key", code: "P101", file: groundFile, old: "  applicant: 申请人", new: "  child: 申请人\n  applicant: 申请人", mark: "  child: 新生儿"},
	{name: "unknown key", code: "P102", file: restaurantFile, old: "    promise: 11 working days", new: "    promis: 11 working days"},
	{name: "unknown word", code: "P102", file: restaurantFile, old: "audience: enterprise", new: "audience: enterprize"},
	{name: "unknown kind", code: "P102", file: groundFile, old: "topics:", new: "topicks:"},
	{name: "bad slug", code: "P103", file: groundFile, old: "  premises: 经营场所", new: "  premises: 经营场所\n  Food-Place: 场所", mark: "Food-Place"},
	{name: "code without quotes", code: "P103", file: "library/areas.yaml", old: `code: "370602"`, new: "code: 370602"},
	{name: "defined twice", code: "P104", file: cateringFile, old: "parameters:\n", new: "materials:\n  business_licence: {name: 又一个营业执照, why: 重复}\nparameters:\n", mark: "  business_licence:", in: materialsFile},
	{name: "no kind of day", code: "P105", file: cateringFile, old: "{promised: 10 working days, statutory: 20", new: "{promised: 10 days, statutory: 20"},
	{name: "bad size", code: "P105", file: materialsFile, old: "size: up to 2 MB", new: "size: about 2 MB"},
	{name: "missing key", code: "P107", file: restaurantFile, old: "    lead: market\n", new: "", mark: "  restaurant:"},
	{name: "plan only without a word", code: "P107", file: restaurantFile, old: "    joint_result: yes\n", new: "    online: no\n    joint_result: yes\n", mark: "  restaurant:"},
	{name: "unknown material", code: "R201", file: cateringFile, old: "      materials: [business_licence, sign_drawing]", new: "      materials: [busines_licence, sign_drawing]"},
	{name: "unknown item", code: "R201", file: restaurantFile, old: "      licence_check.verify: always", new: "      licence_check.verify: always\n      licence_chek.verify: always", mark: "licence_chek"},
	{name: "unknown prerequisite", code: "R201", file: restaurantFile, old: "fire_check_area, after: {licence_check.verify", new: "fire_check_area, after: {licence_check.verifi"},
	{name: "unknown variant", code: "R202", file: restaurantFile, old: "      licence_check.verify: always", new: "      licence_check.verify: always\n      fire_check.quick: never", mark: "fire_check.quick"},
	{name: "option without variant", code: "R203", file: fieldsFile, old: "ordinary: 一般方式}", new: "ordinary: 一般方式, other: 其他}", mark: "fire_check.<fire_route>", in: restaurantFile},
	{name: "condition of the wrong type", code: "C301", file: restaurantFile, old: "{when: wants_sign, after", new: "{when: venue_area, after"},
	{name: "undeclared name", code: "C301", file: restaurantFile, old: "{when: wants_sign, after", new: "{when: want_sign, after"},
	{name: "number compared with a sum", code: "C301", file: restaurantFile, old: "      fire_route: venue_area >= fire_check_area", new: "      fire_route: venue_area >= fire_check_area + 1.0"},
	{name: "no option", code: "C302", file: restaurantFile, old: `catering_size == "small"`, new: `catering_size == "smal"`},
	{name: "unasked fact", code: "C303", file: restaurantFile, old: `      sells_raw_food: catering_size == "regular"`, new: `      sells_raw_food: catering_size == "small"`, mark: "floor_plan: {when: sells_raw_food", in: cateringFile},
	{name: "different units", code: "C304", file: cateringFile, old: "value: 300 square metres", new: "value: 300 hectares", mark: "fire_route: venue_area", in: restaurantFile},
	{name: "today in an item", code: "C307", file: restaurantFile, old: "{when: wants_sign, after", new: `{when: wants_sign && today > "2026-01-01", after`},
	{name: "useless question", code: "C308", file: restaurantFile, old: "      wants_sign: always", new: "      wants_sign: always\n      opening_date: never\n      ethnicity_differs: always", mark: "ethnicity_differs: always", warning: true},
	{name: "promise above the law", code: "L401", file: cateringFile, old: "{promised: 10 working days, statutory: 20", new: "{promised: 25 working days, statutory: 20"},
	{name: "steps longer than the promise", code: "L402", file: cateringFile, old: "site_inspection: {takes: 5 working days, after: form_check", new: "site_inspection: {takes: 7 working days, after: form_check", mark: "    steps:"},
	{name: "joint promise too short", code: "L403", file: restaurantFile, old: "promise: 11 working days", new: "promise: 4 working days"},
	{name: "joint handling too long", code: "L404", file: birthFile, old: "limit: {promised: 30 working days", new: "limit: {promised: 40 working days", mark: "    items:", in: newbornFile},
	{name: "uncounted without law", code: "L405", file: cateringFile, old: "form_check: {takes: 2 working days}", new: "form_check: {takes: 2 working days, not_counted: designer}"},
	{name: "no limit", code: "L406", file: cateringFile, old: "    limit: {promised: 1 working day, source: hunan_guides_2026}\n    variants: {set: 设置}", new: "    variants: {set: 设置}", mark: "  sign_board:"},
	{name: "old declaration", code: "L408", file: fieldsFile, old: "topic: applicant, reuse: ask, act: declaration", new: "topic: applicant, reuse: confirm, act: declaration"},
	{name: "consult without silence", code: "L410", file: cateringFile, old: "      form_check: {takes: 2 working days}", new: "      form_check: {takes: 1 working day}\n      consult: {takes: 1 working day, ask: fire}", mark: "consult:"},
	{name: "silence without law", code: "C405", file: cateringFile, old: "      form_check: {takes: 2 working days}", new: "      form_check: {takes: 1 working day}\n      consult: {takes: 1 working day, ask: fire, silence: no objection}", mark: "consult:"},
	{name: "same fact twice", code: "M501", file: fieldsFile, old: "  legal_person: {", new: "  credit_code: {name: 信用代码, type: uscc, topic: company}\n  legal_person: {"},
	{name: "nobody waits for the giver", code: "M502", file: newbornFile, old: "      vaccination.card: {after: {birth_certificate.first: stand_alone}}", new: "      vaccination.card: always", mark: "      materials: [birth_certificate]", in: birthFile},
	{name: "could be verified", code: "M503", file: materialsFile, old: "{name: 结婚证, why: 证明父母的婚姻关系}", new: "{name: 结婚证, why: 证明父母的婚姻关系, issued_by: police}"},
	{name: "clashing rules", code: "M504", file: birthFile, old: "upload: {size: up to 1 MB}", new: "upload: {formats: [pdf], size: up to 1 MB}"},
	{name: "orphan field", code: "M505", file: fieldsFile, old: "  staff_count:", new: "  seat_count: {name: 座位数, type: number, unit: seats, topic: company}\n  staff_count:"},
	{name: "paper without why", code: "M506", file: materialsFile, old: "{name: 结婚证, why: 证明父母的婚姻关系}", new: "{name: 结婚证}", warning: true},
	{name: "question without why", code: "M506", file: fieldsFile, old: "    why: 决定要不要办生育待遇\n", new: "", in: newbornFile, mark: "benefit_through: always", warning: true},
	{name: "record without register", code: "M507", file: fieldsFile, old: "topic: company, ask: 店里一共几个人干活？", new: "topic: company, reuse: record, from: property_register, ask: 店里一共几个人干活？"},
	{name: "circle of items", code: "G601", file: restaurantFile, old: "      licence_check.verify: always", new: "      licence_check.verify: {after: {food_licence.new: lapse}}", mark: "    items:"},
	{name: "circle with a decision", code: "C401", file: restaurantFile, old: "      licence_check.verify: always", new: "      licence_check.verify: {after: {food_licence.new: {gate: decide}}}", mark: "    items:"},
	{name: "item that never comes", code: "G602", file: restaurantFile, old: `{when: catering_size == "small", after`, new: `{when: catering_size == "small" && catering_size == "regular", after`},
	{name: "nothing to do and no word", code: "G603", file: restaurantFile, old: "      licence_check.verify: always\n      food_licence.new: {when: catering_size == \"regular\", after: {licence_check.verify: lapse}}\n      small_catering.new: {when: catering_size == \"small\", after: {licence_check.verify: lapse}}",
		new: "      licence_check.verify: catering_size == \"regular\"\n      food_licence.new: catering_size == \"regular\"\n      small_catering.new: catering_size == \"small\" && wants_sign && venue_area > 10.0", mark: "    items:"},
	{name: "two of exactly one", code: "G604", file: restaurantFile, old: `{when: catering_size == "small", after`, new: `{when: venue_area > 0, after`, mark: "food_permit:"},
	{name: "excluded together", code: "G605", file: restaurantFile, old: `{when: catering_size == "small", after`, new: `{when: venue_area > 0, after`, mark: "excludes: [small_catering]", in: cateringFile},
	{name: "decision before the notice ends", code: "G607", file: cateringFile, old: "      form_check: {takes: 2 working days}", new: "      form_check: {takes: 2 working days}\n      public_notice: {takes: 2 working days, shows: food_layout}", mark: "decision: {takes: 3 working days, after: site_inspection}"},
	{name: "registered before it is paid", code: "G609", file: seaFile, old: "      decision: {name: 审核并登簿, takes: 5 working days}", new: "      decision: {name: 审核并登簿, takes: 4 working days}\n      fee: {takes: 1 working day, amount: sea_rate, unit: 万元}\n      registration: {takes: 1 working day, after: decision}", mark: "      registration:"},
	{name: "two scenarios that are one", code: "G610", file: restaurantFile, old: "\nscenarios:\n", new: "\nscenarios:\n  twin: {name: 开饭店, summary: 开一家饭店, evidence: example, source: designer, origin: city, audience: enterprise, stages: {yantai_2024: entry}, lead: market, joint_result: yes, applicants: {owner: {name: 经营者, acts_for: company}}, items: {sign_board.set: always, licence_check.verify: always, food_licence.new: always, small_catering.new: always, fire_check.commitment: always, fire_check.ordinary: always}}\n", mark: "  twin:"},
	{name: "no owner", code: "G608", file: cateringFile, old: "    owner: urban", new: "    owner: {urban: venue_area > 100, market: venue_area > 200}"},
	{name: "published must agree", code: "F701", file: restaurantFile, old: "steps: 4 -> 1}", new: "steps: 5 -> 1, agree: [steps]}"},
	{name: "published differs", code: "F702", file: restaurantFile, old: "      F702:", new: "      C308:", mark: "hunan: {source", warning: true},
	{name: "no figures", code: "F703", file: examplesFile, old: "    figures: yes\n", new: "", mark: "  restaurant:", in: restaurantFile},
	{name: "example does not hold", code: "F704", file: examplesFile, old: "        sign_drawing: upload", new: "        sign_drawing: certificate"},
	{name: "example wrong in days", code: "F704", file: examplesFile, old: "      days: {elapsed: 8}", new: "      days: {elapsed: 9}"},
	{name: "example wrong in order", code: "F704", file: examplesFile, old: "        - food_licence.new beside fire_check.ordinary", new: "        - food_licence.new then fire_check.ordinary"},
	{name: "answer to nothing", code: "F705", file: examplesFile, old: "answers: {catering_size: regular, venue_area: 320, sells_raw_food: no}", new: "answers: {catering_size: regular, venue_area: 320, sells_raw_food: no, wants_sign: yes}"},
	{name: "answer missing", code: "F706", file: examplesFile, old: "answers: {catering_size: regular, venue_area: 320, sells_raw_food: no}", new: "answers: {catering_size: regular, venue_area: 320}"},
	{name: "locked by law", code: "O801", file: longkouFile, old: "        limit: {promised: 8 working days}", new: "        limit: {promised: 8 working days, statutory: 40 working days}"},
	{name: "locked parameter", code: "O801", file: cateringFile, old: "local: yes, source: designer", new: "source: designer", mark: "fire_check_area: {value: 500", in: longkouFile},
	{name: "takes out what is not there", code: "O801", file: longkouFile, old: "items: {sign_board.set: never}", new: "items: {sign_board.set: never, sign_board.remove: never}"},
	{name: "takes out what is not there in a variant", code: "O801", file: cateringFile, old: "fire_declaration: never}}", new: "fire_declaration: never, floor_map: never}}"},
	{name: "base moved where patched", code: "O802", file: cateringFile, old: "site_inspection: {takes: 5 working days, after: form_check", new: "site_inspection: {takes: 4 working days, after: form_check", mark: "site_inspection: {takes: 2", in: longkouFile},
	{name: "base moved elsewhere", code: "O803", file: cateringFile, old: "why: 决定许可证上写哪些项目", new: "", mark: "base:", in: longkouFile, warning: true},
	{name: "long sentence", code: "T901", file: fieldsFile, old: "why: 面积决定要不要做消防检查", new: "why: 面积决定要不要做消防检查，面积又要看租赁合同或者产权证上写的使用面积是多少平方米而不是建筑面积", warning: true},
	{name: "half-width punctuation", code: "T901", file: fieldsFile, old: "why: 挂招牌要备案", new: `why: "挂招牌,要备案"`, warning: true},
	{name: "words of the office", code: "T901", file: restaurantFile, old: "summary: 食品许可、消防检查、门头招牌，一次申请", new: "summary: 食品许可、消防检查、门头招牌，并联审批，一次申请", warning: true},
	{name: "stands alone without its paper", code: "C402", file: materialsFile, old: "    issued_by: health\n    arrives: {certificate: certificate_store}", new: "    issued_by: health", mark: "vaccination.card:", in: newbornFile},
}

var (
	plantedScenarios = []string{"newborn", "restaurant", "sea_use", "ride_driver"}
	plantedLibrary   = []string{"areas.yaml", "fields.yaml", "ground.yaml", "references.yaml", "materials.yaml", "birth.yaml", "catering.yaml", "company.yaml", "ride.yaml", "sea.yaml"}
)

// touched leaves out the scenarios in which no defect is planted, with what only they use: checking them again for
// every defect would find nothing and take minutes.
func touched(files fstest.MapFS) fstest.MapFS {
	for name := range files {
		part, rest, _ := strings.Cut(name, "/")
		scenario, _, _ := strings.Cut(rest, "/")
		if part == "library" && !slices.Contains(plantedLibrary, path.Base(name)) || part == "scenarios" && !slices.Contains(plantedScenarios, scenario) ||
			part == "overlays" && strings.HasSuffix(name, "school.yaml") {
			delete(files, name)
		}
	}
	return files
}

// Every kind of mistake is found with its code, its file and its line.
func TestEveryPlantedDefectIsFound(t *testing.T) {
	t.Parallel()
	for _, d := range defects {
		t.Run(d.code+" "+d.name, func(t *testing.T) {
			t.Parallel()
			files := touched(copyOf(t, packs.FS))
			if d.name == "base moved elsewhere" {
				d.file = fieldsFile
			}
			before := string(files[d.file].Data)
			if strings.Count(before, d.old) != 1 {
				t.Fatalf("%q stands %d times in %s", d.old, strings.Count(before, d.old), d.file)
			}
			files[d.file].Data = []byte(strings.Replace(before, d.old, d.new, 1))
			in, mark := d.in, d.mark
			if in == "" {
				in = d.file
			}
			if mark == "" {
				mark, _, _ = strings.Cut(d.new, "\n")
			}
			line := 1 + slices.IndexFunc(strings.Split(string(files[in].Data), "\n"), func(l string) bool { return strings.Contains(l, mark) })
			_, report, err := pack.Check(files)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				if f.Code == d.code && f.File == in && (f.Line == line || d.code == "P101") && f.Warning == d.warning && f.Column > 0 {
					return
				}
			}
			for _, f := range report.Findings {
				t.Log(f)
			}
			t.Errorf("no %s at %s:%d", d.code, in, line)
		})
	}
}

// A condition that cannot be understood stops a server when it reads the packs, not an applicant when it plans.
func TestACityWithABrokenConditionIsNotServed(t *testing.T) {
	t.Parallel()
	files := copyOf(t, packs.FS)
	whole := string(files[restaurantFile].Data)
	files[restaurantFile].Data = []byte(strings.Replace(whole, "{when: wants_sign, after", "{when: want_sign, after", 1))
	_, findings, err := pack.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	found := func(f pack.Finding) bool { return f.Code == "C301" && f.File == restaurantFile }
	if !slices.ContainsFunc(pack.Errors(findings), found) {
		t.Errorf("no C301 among %v", findings)
	}
}

// copyOf copies pack files into memory, where a test may change them.
func copyOf(t *testing.T, fsys fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(p) != ".yaml" {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		out[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
