package supervisor

import (
	"net/http"
	"testing"

	"lianban/internal/domain/permission"
)

// Who supervises finds the bad reviews of the area, also when there are none; what is not there, or not theirs, does not exist.
func TestSupervisorsFindBadReviews(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.Supervise)
	h.signIn()
	h.page("/supervisor/ratings", "差评答复", "没有未办结的差评", "近12个月全部评价", "非常不满意")
	h.page("/supervisor/ratings?view=set_aside", "没有不采信的差评")
	h.page("/supervisor/ratings?view=nonsense", "地址里的筛选不认识")
	if status, _ := h.do(http.MethodGet, "/supervisor/ratings/none"); status != http.StatusNotFound {
		t.Errorf("a review that is not there: %d", status)
	}
	if status, _ := h.do(http.MethodPost, "/supervisor/ratings/none/answer", "kind", "fixed"); status != http.StatusNotFound {
		t.Errorf("an answer to a review that is not there: %d", status)
	}
}
