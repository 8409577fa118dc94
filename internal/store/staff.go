package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// Staff is a member of staff (工作人员) with a local account.
type Staff struct {
	ID         ident.StaffID
	Login      string // unique, kept in lower case
	Name       string
	Department string            // slug, where they work
	Area       string            // slug, where they work
	Title      string            // what the account is called: 受理岗, 局长 …
	Posts      []permission.Post // what they may do, and where
	Hash       string            // argon2id, PHC string
	Active     bool
	Epoch      int64     // sessions of an older epoch are over
	OneTime    time.Time // until when the password that somebody else gave opens, in the machine's time; zero: it is one's own
	CreatedAt  time.Time // filled in by the store, like UpdatedAt
	UpdatedAt  time.Time
	Version    int64 // 0 = new
}

// SaveStaff writes a member of staff whose Version is the one that was read (0 = new) and answers it with
// the next. Faults: Conflict store.staff_changed, Conflict store.login_taken.
func (s *Store) SaveStaff(ctx context.Context, m Staff) (Staff, error) {
	b := &batch{}
	m, err := b.staff(s, m)
	if err != nil {
		return m, err
	}
	err = s.db.write(ctx, b)
	if clashOn(err, "staff") {
		return m, s.staffFault(ctx, m)
	}
	return m, fault.Wrap(err, "writing a member of staff")
}

// PutStaff writes a member of staff like SaveStaff. A login that is taken and an account that changed since it was read
// both answer Conflict store.staff_changed.
func PutStaff(m Staff) Write {
	return func(s *Store, b *batch) error {
		_, err := b.staff(s, m)
		return err
	}
}

// RevokeTokens ends every bearer token of an account.
func RevokeTokens(id ident.StaffID) Write {
	return func(_ *Store, b *batch) error {
		b.add("UPDATE tokens SET revoked = TRUE WHERE staff = $1 AND staff <> ''", id)
		return nil
	}
}

// staff writes a row and answers it as it then stands.
func (b *batch) staff(s *Store, m Staff) (Staff, error) {
	m.Login = strings.ToLower(strings.TrimSpace(m.Login))
	posts, err := json.Marshal(m.Posts)
	if err != nil {
		return m, fault.Wrap(err, "writing the posts of a member of staff")
	}
	had := m.Version
	m.UpdatedAt = moment(micros(s.now()))
	m.Version++
	args := []any{m.ID, m.Login, m.Name, m.Department, m.Area, m.Title, string(posts), m.Hash, m.Active, m.Epoch,
		micros(m.UpdatedAt), m.Version, micros(m.OneTime)}
	if had == 0 {
		m.CreatedAt = m.UpdatedAt
		b.add(`INSERT INTO staff (id, login, name, department, area, title, posts, hash, active, epoch, updated_at, version,
			one_time, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $11)`, args...)
	} else {
		b.add(`UPDATE staff SET login = $2, name = $3, department = $4, area = $5, title = $6, posts = $7, hash = $8,
			active = $9, epoch = $10, updated_at = $11, one_time = $13,
			version = CASE WHEN version = $14 THEN $12 ELSE -1 END
			WHERE id = $1`, append(args, had)...)
	}
	b.add("DELETE FROM staff_rights WHERE staff = $1", m.ID)
	for right := range m.rights() {
		b.add("INSERT INTO staff_rights (staff, permission) VALUES ($1, $2)", m.ID, string(right))
	}
	return m, nil
}

// rights are the permissions of all posts, each once.
func (m Staff) rights() map[permission.Permission]bool {
	have := map[permission.Permission]bool{}
	for _, post := range m.Posts {
		for _, p := range post.Permissions {
			have[p] = true
		}
	}
	return have
}

// staffFault says why a member of staff could not be written.
func (s *Store) staffFault(ctx context.Context, m Staff) error {
	if other, err := s.StaffByLogin(ctx, m.Login); err == nil && other.ID != m.ID {
		return fault.New(fault.Conflict, "store.login_taken").With("login", "fault.store.login_taken")
	}
	return fault.New(fault.Conflict, "store.staff_changed")
}

const staffColumns = `SELECT id, login, name, department, area, title, posts, hash, active, epoch, created_at, updated_at,
	version, one_time FROM staff `

func scanStaff(r row) (m Staff, err error) {
	var posts string
	var created, updated, oneTime int64
	err = r.Scan(&m.ID, &m.Login, &m.Name, &m.Department, &m.Area, &m.Title, &posts, &m.Hash, &m.Active, &m.Epoch,
		&created, &updated, &m.Version, &oneTime)
	if err == nil {
		err = json.Unmarshal([]byte(posts), &m.Posts)
	}
	m.CreatedAt, m.UpdatedAt, m.OneTime = moment(created), moment(updated), moment(oneTime)
	return m, err
}

// Staff reads a member of staff. Fault: NotFound store.no_staff.
func (s *Store) Staff(ctx context.Context, id ident.StaffID) (Staff, error) {
	return s.staff(ctx, "WHERE id = $1", string(id))
}

// StaffByLogin reads a member of staff by login. Fault: NotFound store.no_staff.
func (s *Store) StaffByLogin(ctx context.Context, login string) (Staff, error) {
	return s.staff(ctx, "WHERE login = $1", strings.ToLower(strings.TrimSpace(login)))
}

func (s *Store) staff(ctx context.Context, where, arg string) (Staff, error) {
	m, err := first(ctx, s.db, scanStaff, staffColumns+where, arg)
	if errors.Is(err, errNoRow) {
		return m, fault.New(fault.NotFound, "store.no_staff")
	}
	return m, fault.Wrap(err, "reading a member of staff")
}

// StaffActive answers fault.Login access.signed_out for an account that is closed, and nil for any other. It is asked
// once more when an act begins: a request may have been on its way for long.
func (s *Store) StaffActive(ctx context.Context, id string) error {
	var active bool
	err := one(ctx, s.db, []any{&active}, "SELECT active FROM staff WHERE id = $1", id)
	if errors.Is(err, errNoRow) || err == nil && active {
		return nil
	}
	if err == nil {
		return fault.New(fault.Login, "access.signed_out")
	}
	return fault.Wrap(err, "looking whether an account is open")
}

// StaffFilter narrows a list of accounts; zero values do not.
type StaffFilter struct {
	Scope      []permission.Clause // areas and departments, any of which; nil: everywhere
	Department string
	Permission permission.Permission
	Closed     *bool  // only closed ones, or only open ones
	Text       string // beginning of login or name
}

// StaffList is one page of accounts, by login.
type StaffList struct {
	Staff []Staff
	Total int
	Pages Pages
}

// StaffList lists accounts, by login.
func (s *Store) StaffList(ctx context.Context, f StaffFilter, p Page) (StaffList, error) {
	cur, err := p.cursor(false, "login", "id", keyText)
	if err != nil {
		return StaffList{}, err
	}
	var args params
	where := f.where(&args)
	var list StaffList
	if err := one(ctx, s.db, []any{&list.Total}, "SELECT count(*) FROM staff "+where, args...); err != nil {
		return list, fault.Wrap(err, "counting accounts")
	}
	ms, err := all(ctx, s.db, scanStaff, staffColumns+where+cur.where(&args)+cur.order(&args), args...)
	list.Staff, list.Pages = paginate(cur, ms, func(m Staff) (any, string) { return m.Login, string(m.ID) })
	return list, fault.Wrap(err, "listing accounts")
}

func (f StaffFilter) where(args *params) string {
	where := "WHERE 1 = 1"
	if f.Scope != nil {
		any := "1 = 0"
		for _, c := range f.Scope {
			any += " OR (" + in(args, "area", c.Areas)
			if c.Departments != nil {
				any += " AND " + in(args, "department", c.Departments)
			}
			any += ")"
		}
		where += " AND (" + any + ")"
	}
	if f.Department != "" {
		where += " AND department = " + args.put(f.Department)
	}
	if f.Permission != "" {
		where += " AND id IN (SELECT staff FROM staff_rights WHERE permission = " + args.put(string(f.Permission)) + ")"
	}
	if f.Closed != nil {
		where += " AND active = " + args.put(!*f.Closed)
	}
	if f.Text != "" {
		like := args.put(strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Text) + "%")
		where += " AND (login LIKE " + like + ` ESCAPE '\' OR name LIKE ` + like + ` ESCAPE '\')`
	}
	return where
}

// RightHolders counts the active accounts that hold each permission, and those of each department.
func (s *Store) RightHolders(ctx context.Context) (held map[permission.Permission]int, working map[string]int, err error) {
	held, working = map[permission.Permission]int{}, map[string]int{}
	err = s.db.query(ctx, func(r row) error {
		var kind, key string
		var n int
		err := r.Scan(&kind, &key, &n)
		if kind == "right" {
			held[permission.Permission(key)] = n
		} else {
			working[key] = n
		}
		return err
	}, `SELECT 'right', r.permission, count(*) FROM staff_rights r JOIN staff m ON m.id = r.staff WHERE m.active = TRUE GROUP BY r.permission
		UNION ALL SELECT 'department', department, count(*) FROM staff WHERE active = TRUE GROUP BY department`)
	return held, working, fault.Wrap(err, "counting who holds what")
}

// StaffIn lists the staff of areas and departments (nil: of all), by department and login.
func (s *Store) StaffIn(ctx context.Context, areas, departments []string) ([]Staff, error) {
	var args params
	where := "WHERE 1 = 1"
	if areas != nil {
		where += " AND " + in(&args, "area", areas)
	}
	if departments != nil {
		where += " AND " + in(&args, "department", departments)
	}
	ms, err := all(ctx, s.db, scanStaff, staffColumns+where+" ORDER BY department, login", args...)
	return ms, fault.Wrap(err, "listing staff")
}

// StaffNames answers the names of members of staff; unknown ones are missing.
func (s *Store) StaffNames(ctx context.Context, ids ...ident.StaffID) (map[ident.StaffID]string, error) {
	names := map[ident.StaffID]string{}
	if len(ids) == 0 {
		return names, nil
	}
	var args params
	err := s.db.query(ctx, func(r row) error {
		var id ident.StaffID
		var name string
		err := r.Scan(&id, &name)
		names[id] = name
		return err
	}, "SELECT id, name FROM staff WHERE "+in(&args, "id", ids), args...)
	return names, fault.Wrap(err, "reading the names of staff")
}

// CountStaffWith counts active members of staff that have a permission; "serve" wants an administrator.
func (s *Store) CountStaffWith(ctx context.Context, want permission.Permission) (int, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, `SELECT count(*) FROM staff_rights r JOIN staff m ON m.id = r.staff
		WHERE r.permission = $1 AND m.active = TRUE`, string(want))
	return n, fault.Wrap(err, "counting staff")
}
