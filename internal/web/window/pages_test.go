package window

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// What was typed survives every button of the page: an upload, a paper kept, parking.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.says("使用面积", "45", "材料和纸件", "扫完退还")
	d.upload(at+"/materials/business_licence/upload", url.Values{"version": {d.version()}, "contact_phone": {"13800138000"}})
	d.says("已扫 1 份", "13800138000")
	d.post(at+"/materials/business_licence/keep", url.Values{"version": {d.version()}, "contact_phone": {"13800138001"}, "shelf": {"B-12"}})
	d.says("留存，装袋", "柜位 B-12", "13800138001")
	d.post(at+"/park", url.Values{"version": {d.version()}, "contact_phone": {"13800138002"}})
	d.says("已先存着")
	d.get("/window/intakes")
	d.says("王*满", "开办餐饮店", "接着办")
	d.get(at)
	d.says("13800138002")
	d.post(at+"/discard", nil)
	if d.status != http.StatusConflict {
		t.Errorf("an intake whose original lies in a bag was thrown away: %d", d.status)
	}
}

// A page that is out of date changes nothing, and says so.
func TestAnOldPageIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.post(at+"/save", url.Values{"version": {"1"}, "contact_phone": {"13800138000"}})
	if d.status != http.StatusConflict {
		t.Fatalf("an old page was saved: %d", d.status)
	}
}

// An answer that cannot be used comes back with its words, and the rest is kept.
func TestAWrongAnswerComesBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.post(at+"/save", url.Values{"version": {d.version()}, "ask-applicant": {"owner"}, "ask-catering_size": {"small"}, "ask-venue_area": {"many"}, "ask-wants_sign": {"no"}, "contact_phone": {"13800138000"}})
	if d.status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", d.status)
	}
	d.says("many", "govuk-error-summary", "13800138000")
	d.get(at)
	d.says("13800138000", `value="45"`)
}

// The telephone's page needs no login, takes the one paper, and shows nobody's data.
func TestTheTelephoneSeesOnlyThePaper(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.post(at+"/materials/business_licence/phone", url.Values{"version": {d.version()}})
	secret := regexp.MustCompile(`/scan/([^<"]+)`).FindStringSubmatch(d.page)
	if secret == nil {
		t.Fatalf("no code on %s: %s", d.at, d.page)
	}
	phone := *d
	phone.client = &http.Client{}
	phone.get("/scan/" + secret[1])
	phone.says("营业执照")
	for _, private := range []string{"王小满", "王*满", "3706", "1400"} {
		if strings.Contains(phone.page, private) {
			t.Errorf("the telephone sees %q", private)
		}
	}
	phone.upload("/scan/"+secret[1]+"/upload", nil)
	phone.says("已交到窗口", "已收到 1 个文件")
	phone.get("/scan/" + secret[1] + "x")
	if phone.status != http.StatusNotFound {
		t.Errorf("a wrong code: %d", phone.status)
	}
	d.get(at)
	d.says("已扫 1 份")
}

// What is missing keeps the customer's screen and submission closed; the one-time notice names all of it.
func TestAnIncompleteIntakeGetsANotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	for _, act := range []string{"/show-customer", "/submit"} {
		d.post(at+act, url.Values{"version": {d.version()}, "way": {"take"}})
		if d.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", act, d.status)
		}
	}
	d.post(at+"/submit", url.Values{"version": {d.version()}, "way": {"refuse"}})
	d.says("不收，出一次性告知单", "上传营业执照")
	d.post(at+"/refuse", url.Values{"reason": {""}})
	if d.status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", d.status)
	}
	d.post(at+"/refuse", url.Values{"reason": {"没有带材料"}})
	d.says("paper intake_notice")
	d.get(at + "/notice/pdf")
	d.says("%PDF")
	d.get("/window/intakes")
	d.says("已出一次性告知单")
}

// A typed number is checked; a mandate must hold today.
func TestATypedVisitorIsChecked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	form := url.Values{"name": {"王小满"}, "id_no": {"370699199605210028"}, "phone": {"14000000001"}, "notice": {"yes"}, "for": {"self"}, "thing": {"restaurant"}, "area": {"zhifu"}}
	d.post("/window/intakes/start", form)
	d.says("身份证号码有一位可能写错了", "王小满")
	form.Set("id_no", "370699199605210027")
	form.Set("for", "other")
	form.Set("until.year", "2026")
	form.Set("until.month", "9")
	form.Set("until.day", "28")
	d.post("/window/intakes/start", form)
	d.says("写明委托到哪天")
	form.Set("until.day", "30")
	form.Set("other_name", "李谷雨")
	form.Set("other_id_no", "37069919940420005X")
	d.post("/window/intakes/start", form)
	d.says("李*雨", "委托到9月30日", "看过身份证，手工录入")
}

// A clerk of another area sees neither the intake nor its papers.
func TestAnotherWindowSeesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.signIn("window")
	at := d.begin()
	d.upload(at+"/materials/business_licence/upload", url.Values{"version": {d.version()}})
	paper := regexp.MustCompile(`/window/papers/[^"]+`).FindString(d.page)
	d.post("/window/logout", nil)
	d.signIn("longkou")
	for _, path := range []string{at, at + "/confirm", at + "/refuse", at + "/discard", at + "/notice", paper} {
		d.get(path)
		if d.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, d.status)
		}
	}
	for _, path := range []string{at + "/save", at + "/submit", at + "/park", at + "/confirm", at + "/refuse", at + "/materials/business_licence/keep"} {
		d.post(path, url.Values{})
		if d.status != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, d.status)
		}
	}
}
