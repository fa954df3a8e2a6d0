package cloudsmith.promotion_test

import data.cloudsmith.promotion
import rego.v1

freeze_waits(now, settings) if {
	"the hours in which packages are promoted" in promotion.wait with input as {"now": now, "settings": settings}
}

# A Thursday.
test_freeze_open_by_day if not freeze_waits("2026-01-08T09:00:00Z", {})

test_freeze_shut_at_night if freeze_waits("2026-01-08T17:00:00Z", {})

test_freeze_shut_on_friday if freeze_waits("2026-01-09T12:00:00Z", {})

test_freeze_zone_counts if {
	freeze_waits("2026-01-08T16:30:00Z", {"zone": "Europe/Berlin"})
	not freeze_waits("2026-01-08T08:30:00Z", {"zone": "Europe/Berlin"})
}
