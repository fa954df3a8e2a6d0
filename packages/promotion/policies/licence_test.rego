package cloudsmith.promotion_test

import data.cloudsmith.promotion
import rego.v1

licence_input(licence) := {"package": {"spdx_license": null, "license": licence}, "settings": {"licences": ["MIT"]}}

test_licence_listed_passes if {
	reasons := promotion.deny with input as licence_input("MIT")
	not licence_complaint(reasons)
}

test_licence_not_listed_stops if {
	"its licence GPL-3.0-only is not allowed" in promotion.deny with input as licence_input("GPL-3.0-only")
}

test_licence_unknown_stops if {
	"its licence is not known" in promotion.deny with input as licence_input("")
}

licence_complaint(reasons) if {
	some reason in reasons
	is_string(reason)
	contains(reason, "licence")
}
