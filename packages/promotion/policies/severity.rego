# Stops packages with more findings of a severity than allowed.
# Settings: max, an object such as {"Critical": 0, "High": 3}. Default: no critical finding.
package cloudsmith.promotion

import rego.v1

severity_limits := object.get(input.settings, "max", {"Critical": 0})

deny contains {"msg": msg, "seen": found, "needed": limit} if {
	some severity, limit in severity_limits
	found := count([finding | some finding in input.findings; finding.severity == severity])
	found > limit
	noun := {true: "finding", false: "findings"}[found == 1]
	msg := sprintf("it has %d %s %s (%d allowed)", [found, lower(severity), noun, limit])
}

# Nothing is known of a package that was found vulnerable, and whose findings were not read.
deny contains "the findings of its scan are not known" if {
	input.findings == null
	not input["package"].security_scan_status in {
		"Scan Detected No Vulnerabilities",
		"Security Scanning Not Supported",
		"Security Scanning Disabled",
		"Security Scanning Skipped",
	}
}
