package page

import "testing"

// Whoever's name is long is hidden like everybody else; an enterprise's stays.
func TestNamesOfPeopleAreHidden(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"王": "王", "孙立": "孙*", "王小满": "王*满", "欧阳小满": "欧**满", "阿卜杜拉·买买提": "阿******提", "John Smith": "J********h",
		"烟台海风餐饮有限公司": "烟台海风餐饮有限公司",
	} {
		if got := MaskName(name); got != want {
			t.Errorf("%s is shown as %s", name, got)
		}
	}
}
