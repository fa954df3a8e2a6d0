import { Refusal } from '../../core/errors.ts'
import type { PublishedFile } from '../../format/native-package.ts'
import { worldPart } from '../../world/parts.ts'
import type { World } from '../../world/world.ts'

/** Files that are sent one by one and are not a package yet. */
interface Draft {
  /** By name: what is sent again counts instead. */
  readonly files: Map<string, PublishedFile>
  /** When a file last came. */
  changedAt: number
  publish: (files: readonly PublishedFile[]) => Promise<void>
}

/** Milliseconds on the clock of those who send, after which nobody sends more. */
const patience = 60_000

/** Files and bytes of all drafts, at most. */
const most = { files: 10_000, bytes: 2 ** 31 }

const draftsOf = worldPart<Map<string, Draft>>('drafts', { make: () => new Map() })

/** The files of a draft. */
export const filesOfDraft = (world: World, key: string): readonly PublishedFile[] => [
  ...(draftsOf(world).get(key)?.files.values() ?? []),
]

/**
 * Adds a file to a draft, which is published by itself when nothing more comes for a minute.
 *
 * @throws {Refusal} 413 where there is too much that nobody finishes
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

/** Publishes the drafts whose keys begin so. @throws {Refusal} for what may not be published */
export async function publishDrafts(world: World, start: string): Promise<void> {
  for (const key of [...draftsOf(world).keys()]) if (key.startsWith(start)) await publishDraft(world, key)
}

async function publishDraft(world: World, key: string): Promise<void> {
  const draft = draftsOf(world).get(key)
  draftsOf(world).delete(key)
  if (draft !== undefined) await draft.publish([...draft.files.values()])
}

/** Nobody waits for an answer any more. */
function forgive(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
