package scenario

import (
	"strconv"
	"strings"

	"lianban/internal/base/lang"
)

// title tells the instances of a repeated topic apart: 出生登记（第2个新生儿）. A thing that is there once keeps its name.
func (c *compiler) title(name, topic string, n int) string {
	if n == 0 || c.counts[topic] < 2 {
		return name
	}
	return lang.Chinese().Say("plan.instance", "name", name, "instance", c.instanceName(topic, n))
}

// instanceName is what one instance of several is called: 第2个新生儿.
func (c *compiler) instanceName(topic string, n int) string {
	name := topic
	if t := c.lib.Topics[topic]; t != nil {
		name = t.Name
	}
	return lang.Chinese().Say("plan.instance_name", "n", n, "topic", name)
}

// Repeat answers how many instances of a topic a plan has; ok is false where it does not repeat.
func (p *Plan) Repeat(topic string) (r Repeat, ok bool) {
	for _, r := range p.Repeats {
		if r.Topic == topic {
			return r, true
		}
	}
	return Repeat{}, false
}

// SplitKey takes the key of a field, material or use apart: child_name~2 is child_name and 2, child_name is the first.
func SplitKey(k string) (slug string, n int) {
	slug, tail, numbered := strings.Cut(k, "~")
	n, err := strconv.Atoi(tail)
	if !numbered || err != nil {
		return k, 1
	}
	return slug, n
}

// InstanceKey is the key of a thing in one instance.
func InstanceKey(slug string, n int) string { return key(slug, n) }
