package telling

import (
	"testing"

	"lianban/internal/domain/casework"
)

func TestMessagesWriteDaysWithTheirWeekday(t *testing.T) {
	t.Parallel()
	got := Words(casework.Message{Kind: "accepted", Data: map[string]string{"item": "食品经营许可", "due": "2026-10-12"}})
	if want := "“食品经营许可”已受理，预计 10月12日（周一） 前办结。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
