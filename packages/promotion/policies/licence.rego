# Stops packages under licences that are not listed.
# Settings: licences, SPDX identifiers; without them everything is stopped.
package cloudsmith.promotion

import rego.v1

licence_of_package := [text |
	some field in ["spdx_license", "license", "raw_license"]
	text := input["package"][field]
	not text in {null, ""}
][0]

deny contains "its licence is not known" if not licence_of_package

deny contains sprintf("its licence %s is not allowed", [licence_of_package]) if {
	not licence_of_package in object.get(input.settings, "licences", [])
}
