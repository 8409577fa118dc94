package register

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/connector/outbound"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
)

var (
	mother = Person{Kind: Natural, IDNo: "370699199605210027", Name: "王小满"}
	cafe   = Person{Kind: Enterprise, IDNo: "92370699MA00LB01X6"}
)

func fake(t *testing.T) *Fake {
	t.Helper()
	f, err := NewFake()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSamplePeopleAreValidAndInvented(t *testing.T) {
	t.Parallel()
	f := fake(t)
	companies, phones := map[string]bool{}, map[string]bool{}
	for _, p := range f.People() {
		if bad := form.CheckIDNumber(p.IDNo); bad != "" || !strings.HasPrefix(p.IDNo, "370699") {
			t.Errorf("%s: %s %s", p.Slug, p.IDNo, bad)
		}
		if !regexp.MustCompile(`^140\d{8}$`).MatchString(p.Phone) || phones[p.Phone] {
			t.Errorf("%s: phone %s", p.Slug, p.Phone)
		}
		phones[p.Phone] = true
		if p.Name == "" || p.About == "" || (p.Level != "L2" && p.Level != "L3") {
			t.Errorf("%+v", p)
		}
		for _, c := range p.Companies {
			companies[c.USCC] = true
			if bad := form.CheckUSCC(c.USCC); bad != "" || !strings.Contains(c.Name, "示例") {
				t.Errorf("%s: %+v %s", p.Slug, c, bad)
			}
			got, err := f.Lookup(t.Context(), "enterprise_register", Person{Kind: Enterprise, IDNo: c.USCC}, []string{"uscc", "company_name"})
			if err != nil || got["uscc"] != c.USCC || got["company_name"] != c.Name {
				t.Errorf("%s: the register says %v, %v", c.Name, got, err)
			}
		}
	}
	if len(f.People()) != 10 || len(companies) != 6 {
		t.Errorf("%d people, %d companies", len(f.People()), len(companies))
	}
	for id, r := range f.records {
		for register, fields := range r.registers {
			for field, v := range fields {
				if strings.HasSuffix(field, "_id_number") || field == "legal_person_id" {
					if form.CheckIDNumber(v) != "" {
						t.Errorf("%s %s.%s: %s", id, register, field, v)
					}
				}
			}
		}
	}
}

func TestFakeAnswersOnlyWhatIsAskedAndKnown(t *testing.T) {
	t.Parallel()
	f := fake(t)
	got, err := f.Lookup(t.Context(), "population_register", mother, []string{"father_name", "shoe_size"})
	if err != nil || len(got) != 1 || got["father_name"] != "李谷雨" {
		t.Errorf("%v %v", got, err)
	}
	for name, p := range map[string]Person{
		"a stranger":          {Kind: Natural, IDNo: "11010519491231002X", Name: "某人"},
		"another name":        {Kind: Natural, IDNo: mother.IDNo, Name: "王大满"},
		"a person of no file": {Kind: Natural, IDNo: "370699196601060208", Name: "赵小寒"},
	} {
		if _, err := f.Lookup(t.Context(), "population_register", p, nil); fault.Of(err).Key != "register.no_record" {
			t.Errorf("%s: %v", name, err)
		}
	}
	papers, err := f.Certificates(t.Context(), cafe)
	if err != nil || len(papers) != 2 || papers[0].Material != "business_licence" || papers[0].Holder != "烟台市芝罘区立春小馆（示例）" ||
		papers[1].Holder != "张立春" || papers[1].Until != calendar.MustDay("2039-04-01") {
		t.Errorf("%+v %v", papers, err)
	}
}

func TestFakeCanBeDown(t *testing.T) {
	t.Parallel()
	f := fake(t)
	ask := func(register string) error {
		_, err := f.Lookup(t.Context(), register, mother, []string{"father_name"})
		return err
	}
	f.SetDown("population_register", true)
	if err := ask("population_register"); fault.Of(err).Key != "register.down" || !f.Down("population_register") {
		t.Errorf("got %v", err)
	}
	if _, err := f.Certificates(t.Context(), cafe); err != nil {
		t.Errorf("the others work: %v", err)
	}
	f.SetDown("population_register", false)
	if err := ask("population_register"); err != nil {
		t.Errorf("got %v", err)
	}
	f.SetDown("", true)
	if _, err := f.Certificates(t.Context(), cafe); !fault.Is(err, fault.Unavailable) {
		t.Errorf("all are down: %v", err)
	}
}

func TestFakeRefusesAFileThatDoesNotFit(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"people: {a: {nmae: x}}",
		"people: {a: {acts_for: {nobody: owner}}}",
		"companies: {a: {certificates: [{issued: yesterday}]}}",
		"companies: {a: {certificates: [{issued: 2025-01-01, until: never}]}}",
	} {
		if _, err := newFake([]byte(text)); err == nil {
			t.Errorf("must be refused: %s", text)
		}
	}
}

func TestClientSpeaksTheAgreedWords(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Register string
			Person   struct {
				IDNo string `json:"id_no"`
			}
			Fields []string
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		switch {
		case strings.Contains(r.URL.String(), in.Person.IDNo):
			t.Error("a number stands in the address")
		case in.Person.IDNo == "unknown":
			w.WriteHeader(http.StatusNotFound)
		case in.Person.IDNo == "down":
			w.WriteHeader(http.StatusBadGateway)
		case r.URL.Path == "/lookup" && in.Register == "population_register":
			io.WriteString(w, `{"fields": {"father_name": "李谷雨", "salary": "secret", "empty": ""}}`)
		case r.URL.Path == "/certificates":
			io.WriteString(w, `{"certificates": [{"material": "business_licence", "no": "1", "issued": "2025-08-07", "until": ""}]}`)
		}
	}))
	t.Cleanup(s.Close)
	c, err := NewClient(Config{Outbound: outbound.Config{URL: s.URL, Pause: time.Microsecond}})
	if err != nil {
		t.Fatal(err)
	}
	var _ Register = c
	got, err := c.Lookup(t.Context(), "population_register", mother, []string{"father_name", "empty"})
	if err != nil || len(got) != 1 || got["father_name"] != "李谷雨" {
		t.Errorf("only what was asked for comes in: %v %v", got, err)
	}
	papers, err := c.Certificates(t.Context(), mother)
	if err != nil || len(papers) != 1 || papers[0].Issued != calendar.MustDay("2025-08-07") || papers[0].Until != 0 {
		t.Errorf("%+v %v", papers, err)
	}
	for id, want := range map[string]string{"unknown": "register.no_record", "down": "register.down"} {
		_, err := c.Lookup(t.Context(), "population_register", Person{IDNo: id}, nil)
		if fault.Of(err).Key != want || !lang.Chinese().Has("fault."+want) {
			t.Errorf("%s: %v", id, err)
		}
		if _, err := c.Certificates(t.Context(), Person{IDNo: id}); fault.Of(err).Key != want {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := NewClient(Config{}); err == nil {
		t.Error("a platform needs an address")
	}
}

var _ Register = (*Fake)(nil)
