# Stops packages with more findings of a severity than allowed.
# Settings: max, an object such as {"Critical": 0, "High": 3}. Default: no critical finding.
package cloudsmith.promotion

import rego.v1

severity_limits := object.get(input.settings, "max", {"Critical": 0})

deny contains {"msg": msg, "seen": found, "needed": limit} if {
	some severity, limit in severity_limits
	found := count([finding | some finding in input.findings; finding.severity == severity])
	found > limit
	msg := sprintf("it has %d %s findings, allowed are %d", [found, severity, limit])
}

# Nothing is known of a package that was found vulnerable, and whose findings were not read.
deny contains "what its scan found is not known" if {
	input.findings == null
	not input["package"].security_scan_status in {
		"Scan Detected No Vulnerabilities",
		"Security Scanning Not Supported",
		"Security Scanning Disabled",
		"Security Scanning Skipped",
	}
}
