import { Refusal } from '../../core/errors.ts'
import type { PublishedFile } from '../../format/native-package.ts'
import { worldPart } from '../../world/parts.ts'
import type { World } from '../../world/world.ts'

/** Files that are sent one by one and are not a package yet. */
interface Draft {
  /** By name: a file that is sent again replaces the earlier one. */
  readonly files: Map<string, PublishedFile>
  /** When the last file arrived. */
  changedAt: number
  publish: (files: readonly PublishedFile[]) => Promise<void>
}

/** After this many milliseconds on the callers' clock, nothing more is expected. */
const patience = 60_000

/** Most files and bytes of all drafts together. */
const most = { files: 10_000, bytes: 2 ** 31 }

const draftsOf = worldPart<Map<string, Draft>>('drafts', { make: () => new Map() })

/** The files of a draft. */
export const filesOfDraft = (world: World, key: string): readonly PublishedFile[] => [
  ...(draftsOf(world).get(key)?.files.values() ?? []),
]

/**
 * Adds a file to a draft, which is published automatically when nothing more arrives for a minute.
 *
 * @throws {Refusal} 413 if there are too many unfinished drafts
 */
export function addToDraft(world: World, key: string, file: PublishedFile, publish: Draft['publish']): void {
  const drafts = draftsOf(world)
  const all = [...drafts.values()].flatMap(({ files }) => [...files.values()])
  const bytes = all.reduce((sum, { bytes }) => sum + bytes.length, file.bytes.length)
  if (all.length >= most.files || bytes > most.bytes)
    throw new Refusal({ status: 413, body: { detail: 'There are too many files whose packages nobody has finished.' } })
  const draft = drafts.get(key) ?? { files: new Map(), changedAt: 0, publish }
  const { callers } = world.clock
  const now = callers.now()
  draft.files.set(file.filename, file)
  Object.assign(draft, { changedAt: now, publish })
  drafts.set(key, draft)
  world.clock.schedule(world.clock.now() + patience * callers.speed, () => {
    const isStill = drafts.get(key) === draft && draft.changedAt === now
    return isStill ? publishDraft(world, key).catch(forgive) : undefined
  })
}

/** Publishes the drafts whose keys start with a text. @throws {Refusal} if one may not be published */
export async function publishDrafts(world: World, start: string): Promise<void> {
  for (const key of [...draftsOf(world).keys()]) if (key.startsWith(start)) await publishDraft(world, key)
}

async function publishDraft(world: World, key: string): Promise<void> {
  const draft = draftsOf(world).get(key)
  draftsOf(world).delete(key)
  if (draft !== undefined) await draft.publish([...draft.files.values()])
}

/** Nobody waits for the response any more. */
function forgive(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
