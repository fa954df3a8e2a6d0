import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import * as v from 'valibot'
import { HoldError } from './hold-error.ts'
import type { HeldEdge, HoldStore } from './hold-store.ts'

const nullableText = v.nullable(v.string())
const documentSchema = v.object({
  kind: v.literal('cloudsmith-promotion/holds'),
  version: v.literal(1),
  edges: v.array(
    v.object({
      ...{ owner: v.string(), from: v.string(), to: v.string(), name: v.optional(v.string()) },
      ...{ by: nullableText, why: nullableText, since: nullableText, until: nullableText },
    }),
  ),
})
type Entry = v.InferOutput<typeof documentSchema>['edges'][number]

/**
 * Keeps paused edges in a JSON file, for every program that can read it: put it where all your promotions run, or into the repository with the
 * pipeline. The file is read each time and replaced as a whole, so no reader sees half of it. A missing file pauses nothing.
 *
 * It is a file because the service has no suitable place: repository descriptions belong to their authors, metadata needs a package, and a marker
 * package would be listed, scanned, counted and promoted like any other.
 *
 * Works in Node, Deno and Bun. If two processes write at the same moment, one of the changes may be lost; with more than a few writers, use a store
 * backed by a database.
 *
 * @throws {HoldError} from its methods: the file is not a valid file of holds
 * @example
 * const holdStore = fileHolds('.cloudsmith/holds.json')
 * await hold(cloudsmith, pipeline, { edge: { from: 'staging', to: 'production' }, by: 'ada', why: 'incident 7', holdStore })
 */
export function fileHolds(path: string): HoldStore {
  const isOf = (entry: Entry, { owner, from, to, name }: HeldEdge) =>
    entry.owner === owner && entry.from === from && entry.to === to && entry.name === name
  return {
    async read(edge) {
      const entry = (await entries()).find((each) => isOf(each, edge))
      if (entry === undefined) return undefined
      const { by, why, since, until } = entry
      return { by, why, since, until }
    },
    async write(edge, { by, why, since, until }) {
      const { owner, from, to, name } = edge
      const others = (await entries()).filter((each) => !isOf(each, edge))
      await replace([...others, { owner, from, to, name, by, why, since, until }])
    },
    async remove(edge) {
      const before = await entries()
      const others = before.filter((each) => !isOf(each, edge))
      if (others.length < before.length) await replace(others)
    },
  }

  async function entries(): Promise<readonly Entry[]> {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return []
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), documentSchema), text)
    if (parsed.success) return parsed.output.edges
    const [issue] = parsed.issues
    const place = v.getDotPath(issue)
    throw new HoldError(
      `${path} is not a file of holds: ${place === null ? '' : `${place}: `}${issue.message}. Nothing is promoted until it is fixed.`,
    )
  }

  async function replace(edges: readonly Entry[]): Promise<void> {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    if (folder !== '') await mkdir(folder, { recursive: true })
    const next = `${path}.${crypto.randomUUID()}.tmp`
    await writeFile(next, `${JSON.stringify({ kind: 'cloudsmith-promotion/holds', version: 1, edges }, null, 2)}\n`)
    await rename(next, path)
  }
}
