package citizen_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Who builds a house says on the portal when it stands; until then its acceptance waits in nobody's clock.
func TestAnApplicantTellsThatTheHouseStands(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.signIn("zhang")
	b.open("/scenarios/rural_house")
	b.post("/scenarios/rural_house/update-plan", url.Values{
		"area": {"zhifu"}, "applicant": {"villager"}, "village_member": {"yes"}, "homestead_has": {"rebuild"}, "rural_floors": {"no"}, "rural_register": {"no"},
	})
	to, values, _ := b.form("/drafts/start")
	b.post(to, values)
	for range 10 {
		if strings.HasSuffix(b.at, "/materials") {
			break
		}
		to, values, inside := b.form("/save")
		for name, value := range map[string]string{"villager_id": "370699199605210027", "rural_people": "4", "rural_size": "120"} {
			if strings.Contains(inside, `name="`+name+`"`) {
				values.Set(name, value)
			}
		}
		fill(values, inside)
		b.post(to, values)
	}
	b.handInAll()
	to, values, inside := b.form("/submit")
	fill(values, inside)
	b.post(to, values)
	b.want(http.StatusOK, "/cases/", "已提交")
	at := strings.TrimSuffix(b.at, "/receipt")
	item := at + "/items/rural_accept.accept"
	b.open(item)
	b.want(http.StatusOK, item, "还在等：房子盖好", "告诉我们：房子盖好")
	here := item + "/record-event?gate=house_built"
	b.open(here)
	b.want(http.StatusOK, here, "是哪一天", "已经交的材料不用再交")
	to, values, _ = b.form("/record-event?gate=house_built")
	for _, wrong := range []string{"盖好了", "2036-03-11"} {
		values.Set("happened", wrong)
		values.Set("note", "院墙还没抹")
		b.post(to, values)
		b.want(http.StatusUnprocessableEntity, to, "<title>错误：", "院墙还没抹", wrong)
	}
	values.Set("happened", "2026-03-09")
	b.post(to, values)
	b.want(http.StatusOK, item, "房子盖好：3月9日", "要等的事已经发生")
	b.open(here)
	b.want(http.StatusConflict, here, "没有在等外部的事")
}
