package payment

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/connector/outbound"
)

var (
	bill = Bill{Order: "370602-20260929-00001-6-01F9", Fen: 2754500, What: "海域使用金征收", Back: "/cases/1"}
	now  = time.Date(2026, 9, 29, 2, 0, 0, 0, time.UTC)
)

func TestTheFakeTakesABillOnce(t *testing.T) {
	t.Parallel()
	f := NewFake()
	if f.Pay(bill.Order, now) {
		t.Error("nobody asked for this money")
	}
	for range 2 {
		if at, err := f.Begin(t.Context(), bill); err != nil || at != "/payments/demo?order="+bill.Order {
			t.Fatalf("%q, %v", at, err)
		}
		f.Pay(bill.Order, now)
	}
	came, err := f.Came(t.Context(), bill.Order)
	if err != nil || len(came) != 1 || came[0].Fen != bill.Fen || came[0].Receipt == "" {
		t.Errorf("%+v, %v", came, err)
	}
	f.SetDown(true)
	if _, err := f.Begin(t.Context(), bill); !fault.Is(err, fault.Unavailable) || !lang.Chinese().Has("fault.payment.down") {
		t.Errorf("got %v", err)
	}
}

func TestTheClientBelievesOnlyWhatItAskedFor(t *testing.T) {
	t.Parallel()
	address, key := "https://pay.example/1", ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bills" {
			key = r.Header.Get("Idempotency-Key")
			_ = json.NewEncoder(w).Encode(map[string]string{"address": address})
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"payments": []Money{
			{Provider: "somebody", Receipt: "R1", Order: bill.Order, Fen: 5, At: now}, {Receipt: "R2", Order: "another", Fen: 5}, {Order: bill.Order, Fen: 5},
		}})
	}))
	t.Cleanup(s.Close)
	c, err := NewClient(Config{Outbound: outbound.Config{URL: s.URL, Pause: time.Microsecond}, Provider: "treasury"})
	if err != nil {
		t.Fatal(err)
	}
	if at, err := c.Begin(t.Context(), bill); err != nil || at != address || key != bill.Order {
		t.Errorf("%q, %q, %v", at, key, err)
	}
	address = "javascript:alert(1)"
	if _, err := c.Begin(t.Context(), bill); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	came, err := c.Came(t.Context(), bill.Order)
	if err != nil || len(came) != 1 || came[0].Provider != "treasury" || came[0].Receipt != "R1" {
		t.Errorf("%+v, %v", came, err)
	}
	if _, err := NewClient(Config{Outbound: outbound.Config{URL: s.URL}}); err == nil {
		t.Error("a provider without a name")
	}
}
