package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ServeInput is the input of ServeDocument.
type ServeInput struct {
	Document ident.DocumentID
	Way      string // one of casework.ServiceWays
	On       calendar.Day
	Name     string // who took it
	Evidence string
}

// ServeDocument records that a paper of the item was served by other means than the e-account (送达文书). Fault: Invalid
// for a paper of another item or case.
func (s *Service) ServeDocument(ctx context.Context, who permission.Principal, t Target, in ServeInput) (*casework.Case, error) {
	doc, err := s.Store.Document(ctx, in.Document)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	return s.act(ctx, who, permission.HandOver, casework.VerbServeDocument, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		d := doc
		if d.Case != c.ID { // of another case, or of none: the engine asks for one
			d = casework.Document{}
		}
		return s.Engine.ServeDocument(c, m, by, casework.ServeDocumentInput{
			Target: t.engine(), Document: d, Way: in.Way, On: in.On, Name: in.Name, Evidence: in.Evidence,
		})
	}, in)
}
