package calendar

// Version is one state of knowledge about working days.
type Version struct{}
