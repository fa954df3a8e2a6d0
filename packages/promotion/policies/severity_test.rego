package cloudsmith.promotion_test

import data.cloudsmith.promotion
import rego.v1

severity_input(findings, settings) := {
	"package": {"security_scan_status": "Scan Detected Vulnerabilities"},
	"findings": findings,
	"settings": settings,
}

test_severity_default_stops_a_critical_finding if {
	some reason in promotion.deny with input as severity_input([{"severity": "Critical"}], {})
	reason.msg == "it has 1 critical finding (0 allowed)"
}

test_severity_limits_are_counted if {
	high := [{"severity": "High"}, {"severity": "High"}]
	not denied_severity(high, {"max": {"High": 2}})
	denied_severity(high, {"max": {"High": 1}})
}

test_severity_unread_findings_stop if {
	"the findings of its scan are not known" in promotion.deny with input as severity_input(null, {})
}

denied_severity(findings, settings) if {
	some reason in promotion.deny with input as severity_input(findings, settings)
	contains(reason.msg, "findings")
}
