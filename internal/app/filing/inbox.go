package filing

import (
	"context"

	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Inbox lists the applicant's messages, newest first.
func (s *Service) Inbox(ctx context.Context, who permission.Principal, p store.Page) (store.Inbox, error) {
	person, err := signedIn(who)
	if err != nil {
		return store.Inbox{}, err
	}
	return s.Store.Inbox(ctx, person, p)
}

// Unread counts the applicant's unread messages; nobody signed in has none.
func (s *Service) Unread(ctx context.Context, who permission.Principal) (int, error) {
	person, err := signedIn(who)
	if err != nil {
		return 0, nil
	}
	return s.Store.Unread(ctx, person)
}

// MarkRead marks messages up to an identifier as read.
func (s *Service) MarkRead(ctx context.Context, who permission.Principal, upTo int64) error {
	person, err := signedIn(who)
	if err != nil {
		return err
	}
	return s.Store.MarkRead(ctx, person, upTo)
}

// MarkOneRead marks one message as read.
func (s *Service) MarkOneRead(ctx context.Context, who permission.Principal, id int64) error {
	person, err := signedIn(who)
	if err != nil {
		return err
	}
	return s.Store.MarkOneRead(ctx, person, id)
}

// Reads lists what was looked up about the applicant in registers, newest first.
func (s *Service) Reads(ctx context.Context, who permission.Principal, p store.Page) (store.ReadList, error) {
	person, err := signedIn(who)
	if err != nil {
		return store.ReadList{}, err
	}
	return s.Store.ReadsOf(ctx, person, p)
}
