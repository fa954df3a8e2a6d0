import type { LatestRules } from './name-index.ts'
import type { RepositoryRecord } from './records.ts'
import type { World } from './world.ts'

/** The rules for `latest` in a repository, which need not exist yet. */
export function latestRules({ switches }: Pick<World, 'switches'>, repository: () => RepositoryRecord): LatestRules {
  return {
    prereleases: () => repository().settings.tag_pre_releases_as_latest,
    everyFile: () => switches.latestOnEveryFile,
  }
}
