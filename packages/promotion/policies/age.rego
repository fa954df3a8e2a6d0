# Lets packages wait until they are old enough.
# Settings: min_age_hours. Default: 24.
package cloudsmith.promotion

import rego.v1

age_uploaded := time.parse_rfc3339_ns(input["package"].uploaded_at)

age_hours := (time.parse_rfc3339_ns(input.now) - age_uploaded) / 3600000000000

age_needed := object.get(input.settings, "min_age_hours", 24)

deny contains "its age is unknown" if not age_hours

wait contains {"msg": msg, "needed": age_needed} if {
	age_hours < age_needed
	msg := sprintf("an age of %v hours", [age_needed])
}
