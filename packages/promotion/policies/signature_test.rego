package cloudsmith.promotion_test

import data.cloudsmith.promotion
import rego.v1

signature_missing(metadata) if {
	"nothing signed is attached to it" in promotion.deny with input as {"metadata": metadata, "settings": {}}
}

test_signature_there_passes if not signature_missing([{"content_type": "application/vnd.in-toto.vsa+dsse"}])

test_signature_missing_stops if signature_missing([{"content_type": "application/vnd.cyclonedx+json"}])

test_signature_unread_stops if signature_missing(null)
