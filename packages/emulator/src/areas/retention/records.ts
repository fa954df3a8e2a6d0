import type { RetentionRules } from '../../generated/v1.ts'
import { repositoryPart } from '../../world/parts.ts'
import { changing, query, record, settings } from '../../world/shapes/index.ts'

/** Limits of zero are ignored, so by default nothing is deleted. */
const retentionDefaults: RetentionRules = {
  retention_enabled: false,
  retention_count_limit: 100,
  retention_days_limit: 28,
  retention_size_limit: 0,
  retention_group_by_name: false,
  retention_group_by_format: false,
  retention_group_by_package_type: false,
  retention_package_query_string: null,
}

/** The retention rules of a repository. */
export const retentionOf = repositoryPart('retention', {
  shape: record({
    rules: changing(settings('repo_retention_partial_update', retentionDefaults, { retention_package_query_string: query })),
  }),
  make: () => ({ rules: retentionDefaults }),
})
