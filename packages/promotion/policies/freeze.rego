# Lets packages wait outside of the hours in which somebody is there.
# Settings: zone, an IANA name (default: UTC); from_hour and to_hour (default: 9 and 17); days (default: Monday to Thursday).
package cloudsmith.promotion

import rego.v1

freeze_moment := [time.parse_rfc3339_ns(input.now), object.get(input.settings, "zone", "UTC")]

freeze_open if {
	[hour, _, _] := time.clock(freeze_moment)
	hour >= object.get(input.settings, "from_hour", 9)
	hour < object.get(input.settings, "to_hour", 17)
	time.weekday(freeze_moment) in object.get(input.settings, "days", ["Monday", "Tuesday", "Wednesday", "Thursday"])
}

wait contains "the hours in which packages are promoted" if not freeze_open
