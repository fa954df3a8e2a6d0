# Stops packages that lack a tag.
# Settings: tags, every one of which is needed; without them everything is stopped.
package cloudsmith.promotion

import rego.v1

tags_of_package := {tag | some tags in input["package"].tags; some tag in tags}

deny contains "the settings name no tags" if not input.settings.tags

deny contains sprintf("it lacks the tag %s", [tag]) if {
	some tag in input.settings.tags
	not tag in tags_of_package
}
