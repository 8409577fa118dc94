package api

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// huma keeps how mistakes look in package variables. They are set once, before any API exists; nothing else in
// this binary uses huma.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return mistake(context.Background(), status, message, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		return mistake(ctx.Context(), status, message, errs)
	}
	huma.ValidateStrictCasing = true
	translateValidation()
}

// mistake turns what huma found into a problem: the fault that a handler answered, or what is wrong with the
// form of a request. The value that was sent is not repeated: it may be personal.
func mistake(ctx context.Context, status int, _ string, errs []error) huma.StatusError {
	for _, err := range errs {
		var f *fault.Fault
		var p *Problem
		if errors.As(err, &f) || errors.As(err, &p) {
			return problemOf(ctx, logOf(ctx), wrongDoor(ctx, f, err))
		}
	}
	if status >= http.StatusInternalServerError {
		return broken(ctx, logOf(ctx), errors.Join(errs...))
	}
	key, ok := formKeys[status]
	if !ok {
		key = "api.request"
	}
	p := &Problem{
		Type: "urn:lianban:fault:" + key, Title: sentence(key, nil), Status: status, Code: key, Kind: fault.Invalid,
	}
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			p.Errors = append(p.Errors, detailOf(d.ErrorDetail()))
		}
	}
	return p
}

// wrongDoor: somebody who is known and is still told to sign in holds a token of the other kind.
func wrongDoor(ctx context.Context, f *fault.Fault, err error) error {
	if f != nil && f.Kind == fault.Login && whoOf(ctx).ID != "" {
		return fault.New(fault.Forbidden, "api.wrong_token")
	}
	return err
}

// formKeys are the texts of statuses that no fault stands behind.
var formKeys = map[int]string{
	http.StatusBadRequest: "api.not_json", http.StatusNotAcceptable: "api.not_acceptable",
	http.StatusRequestTimeout: "api.too_slow", http.StatusRequestEntityTooLarge: "api.too_large",
	http.StatusUnsupportedMediaType: "api.media_type", http.StatusUnprocessableEntity: "api.request",
}

// detailOf shows one finding of the validator.
func detailOf(d *huma.ErrorDetail) ProblemDetail {
	out := ProblemDetail{Location: d.Location, Message: d.Message}
	if rest, ok := strings.CutPrefix(d.Location, "body."); ok {
		rest = index.ReplaceAllString(rest, ".$1")
		out.Pointer = pointer(strings.Split(rest, ".")...)
	}
	switch {
	case strings.HasPrefix(d.Message, "required ") && strings.HasSuffix(d.Message, " is missing"):
		out.Message = sentence("api.form.missing", nil)
	case d.Message == "unknown query parameter":
		out.Message = sentence("api.form.unknown", nil)
	case d.Location == "body":
		out.Message = sentence("api.form.not_json", fault.Params("why", d.Message))
	case isASCII(d.Message):
		out.Message = sentence("api.form.value", fault.Params("why", d.Message))
	}
	return out
}

var index = regexp.MustCompile(`\[(\d+)\]`)

func isASCII(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0 }

// translateValidation puts our words in place of the validator's English ones. %v, %d and %s stay where they are.
func translateValidation() {
	t := lang.Chinese()
	for key, message := range map[string]*string{
		"unknown":   &validation.MsgUnexpectedProperty,
		"boolean":   &validation.MsgExpectedBoolean,
		"number":    &validation.MsgExpectedNumber,
		"integer":   &validation.MsgExpectedInteger,
		"string":    &validation.MsgExpectedString,
		"array":     &validation.MsgExpectedArray,
		"object":    &validation.MsgExpectedObject,
		"one_of":    &validation.MsgExpectedOneOf,
		"least":     &validation.MsgExpectedMinimumNumber,
		"most":      &validation.MsgExpectedMaximumNumber,
		"shortest":  &validation.MsgExpectedMinLength,
		"longest":   &validation.MsgExpectedMaxLength,
		"fewest":    &validation.MsgExpectedMinItems,
		"too_many":  &validation.MsgExpectedMaxItems,
		"required":  &validation.MsgExpectedRequiredProperty,
		"pattern":   &validation.MsgExpectedMatchPattern,
		"described": &validation.MsgExpectedBePattern,
		"date":      &validation.MsgExpectedRFC3339Date,
		"uuid":      &validation.MsgExpectedRFC4122UUID,
	} {
		*message = t.Say("fault.api.form." + key)
	}
}
