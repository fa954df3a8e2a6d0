# Stops packages that nothing signed is attached to. Looks at what is there, not at the signature itself:
# for that, verify in the gate `metadata`. Needs the gate to be made with needsMetadata.
# Settings: signature_types, content types (default: DSSE envelopes, in-toto statements in them, Sigstore bundles).
package cloudsmith.promotion

import rego.v1

signature_types := object.get(input.settings, "signature_types", [
	"application/vnd.dsse.envelope.v1+json",
	"application/vnd.in-toto.provenance+dsse",
	"application/vnd.in-toto.vsa+dsse",
	"application/vnd.dev.sigstore.bundle.v0.3+json",
])

signature_present if {
	some entry in input.metadata
	entry.content_type in signature_types
}

deny contains "nothing signed is attached to it" if not signature_present
