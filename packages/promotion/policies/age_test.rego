package cloudsmith.promotion_test

import data.cloudsmith.promotion
import rego.v1

age_input(uploaded) := {"package": {"uploaded_at": uploaded}, "now": "2026-01-10T12:00:00.000Z", "settings": {"min_age_hours": 2}}

test_age_young_waits if {
	some reason in promotion.wait with input as age_input("2026-01-10T10:00:00.000001Z")
	reason.msg == "an age of 2 hours"
}

test_age_old_enough_passes if {
	reasons := promotion.wait with input as age_input("2026-01-10T10:00:00Z")
	not "an age of 2 hours" in {reason.msg | some reason in reasons}
}

test_age_unreadable_stops if {
	"its age is unknown" in promotion.deny with input as age_input("yesterday")
}
