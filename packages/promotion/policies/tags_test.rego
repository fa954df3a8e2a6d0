package cloudsmith.promotion_test

import data.cloudsmith.promotion
import rego.v1

tags_input(tags) := {"package": {"tags": {"info": tags, "version": ["latest"]}}, "settings": {"tags": ["tested", "latest"]}}

test_tags_there_pass if {
	reasons := promotion.deny with input as tags_input(["tested"])
	not "it lacks the tag tested" in reasons
	not "it lacks the tag latest" in reasons
}

test_tags_missing_stop if {
	"it lacks the tag tested" in promotion.deny with input as tags_input([])
}

test_tags_without_settings_stop if {
	"the settings name no tags" in promotion.deny with input as {"package": {"tags": {}}, "settings": {}}
}
