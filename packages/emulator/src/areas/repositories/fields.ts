import { timestamp } from '../../core/time.ts'
import { contentSizeOf } from '../../package/size.ts'
import { date, number, type RowFields, text, word } from '../../search/index.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { statisticsOf } from './statistics.ts'

/** The fields by which repositories can be searched and sorted. The emulator has no favourites. */
export function repositoryFields(world: World): RowFields<RepositoryRecord> {
  return {
    name: text(({ settings }) => [settings.name]),
    slug: text(({ settings }) => [settings.slug]),
    broadcast_state: word(({ settings }) => [settings.broadcast_state]),
    repository_type: word(({ settings }) => [settings.repository_type_str]),
    created_at: date(({ createdAt }) => timestamp(createdAt)),
    downloads: number((repository) => statisticsOf(world, repository).downloads),
    package_count: number(({ packages }) => packages.size),
    size: number(contentSizeOf),
  }
}
