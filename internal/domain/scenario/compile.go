package scenario

import "lianban/internal/base/fault"

// Compile answers the plan of a scenario of a library in an area for one situation.
func Compile(lib *Library, sc *Scenario, area string, s Situation) (*Plan, error) {
	return nil, fault.New(fault.Internal, "internal")
}
