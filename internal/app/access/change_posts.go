package access

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// mostPosts bounds the posts of one account.
const mostPosts = 20

// ChangePosts gives an account these posts in place of those it had. Every post that comes or goes must lie where the
// security administrator's own right reaches. Faults: Forbidden, Invalid access.staff, NotNow access.last_administrator.
func (s *Service) ChangePosts(ctx context.Context, by Who, a Act, id ident.StaffID, posts []permission.Post) (store.Staff, error) {
	bad := fault.New(fault.Invalid, "access.staff")
	s.checkPosts(bad, posts)
	for _, p := range posts {
		if p.Department == "" && !p.EveryDepartment {
			bad.With("department", "access.staff.post_department")
		}
	}
	if err := bad.OrNil(); err != nil {
		return store.Staff{}, err
	}
	return s.administer(ctx, by, a, id, verbPosts, []permission.Permission{permission.AdministerRights}, func(_ context.Context, m *store.Staff) (verdict, error) {
		if !m.Active {
			return verdict{}, errClosed
		}
		came, went := differ(posts, m.Posts), differ(m.Posts, posts)
		if len(came)+len(went) == 0 {
			return verdict{}, fault.New(fault.Invalid, "access.staff").With("permissions", "access.staff.same")
		}
		for _, p := range append(slices.Clone(came), went...) {
			r := permission.Resource{Type: permission.Account, ID: string(m.ID), Area: p.Area, Department: p.Department}
			if p.EveryDepartment {
				r.Department = ""
			}
			if err := s.Guard.Allow(by.Principal, permission.AdministerRights, r); err != nil {
				return verdict{}, err
			}
		}
		m.Posts = posts
		say := lang.Chinese().Say
		return verdict{details: strings.TrimSpace(say("access.log.came", "posts", postsText(came)) + " " + say("access.log.went", "posts", postsText(went)))}, nil
	})
}

// checkPosts lists what must be mended in posts.
func (s *Service) checkPosts(bad *fault.Fault, posts []permission.Post) {
	if len(posts) > mostPosts {
		bad.With("permissions", "access.staff.many_posts", "most", "20")
	}
	for _, post := range posts {
		if len(post.Permissions) == 0 {
			bad.With("permissions", "access.staff.permissions")
		}
		for _, p := range post.Permissions {
			if !p.Valid() || p == permission.Own || p == permission.Object {
				bad.With("permissions", "access.staff.permission_unknown", "permission", string(p))
			}
		}
		if post.Department != "" && s.Department != nil && !s.Department(post.Department) {
			bad.With("department", "access.staff.department")
		}
		if s.Guard != nil && s.Guard.Subtree(post.Area) == nil {
			bad.With("area", "access.staff.area")
		}
	}
	if permission.Mixes(posts) {
		bad.With("permissions", "access.staff.mixes")
	}
}

// differ answers the posts of one list that are not in the other.
func differ(of, in []permission.Post) []permission.Post {
	key := func(p permission.Post) string { b, _ := json.Marshal(p); return string(b) } // strings only: cannot fail
	have := map[string]bool{}
	for _, p := range in {
		have[key(p)] = true
	}
	return slices.DeleteFunc(slices.Clone(of), func(p permission.Post) bool { return have[key(p)] })
}

// postsText writes posts for the log: slugs, which never change their meaning.
func postsText(posts []permission.Post) string {
	var out []string
	for _, p := range posts {
		where := p.Area + "/" + p.Department
		if p.EveryDepartment {
			where = p.Area + "/*"
		}
		if len(p.Scenarios) > 0 && !p.EveryScenario {
			where += "/" + strings.Join(p.Scenarios, ",")
		}
		var can []string
		for _, x := range p.Permissions {
			can = append(can, string(x))
		}
		out = append(out, where+" ["+strings.Join(can, " ")+"]")
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, "; ")
}
