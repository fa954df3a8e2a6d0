import { eachOf } from '../../repository/concurrency.ts'
import { type Identity, identityOf } from '../../repository/identity.ts'
import { type PackageRow, rowOf } from '../../repository/row.ts'
import { parentOf, pomNeeds } from './effective.ts'
import type { NativeAnswer, NativeReader, NativeSides } from './native-reader.ts'
import type { Coordinates, Pom } from './pom.ts'
import { type PomAnswer, pomFileOf, readPom } from './read-pom.ts'

/** Maximum number of POMs in a line of parents: real projects have three or four. */
const mostGenerations = 16

/**
 * Finds the POMs that Maven reads besides that of a package. Each POM is downloaded once. Parents are looked up on both sides, with a query on each
 * for every generation of all packages together.
 */
export function pomReader({ cloudsmith, source, destination, signal }: NativeSides): NativeReader {
  /** By coordinates; undefined if neither side has it. */
  const known = new Map<string, PomAnswer | undefined>()

  async function load(rows: readonly PackageRow[]): Promise<void> {
    const fresh = new Map(rows.filter((row) => pomFileOf(row) !== undefined).map((row) => [keyOfRow(row), row]))
    for (const key of known.keys()) fresh.delete(key)
    await eachOf([...fresh], async ([key, row]) => {
      known.set(key, await readPom(cloudsmith, row, signal))
    })
  }

  async function loadParents(wanted: readonly Coordinates[]): Promise<void> {
    for (const side of [source, destination]) {
      const left = wanted.filter((each) => !known.has(keyOf(each)))
      if (left.length === 0) return
      const keys = new Set(left.map(keyOf))
      const found: PackageRow[] = []
      await side.find(left.map(soughtFor), {
        met: (row) => {
          if (keys.has(keyOfRow(row)) && row.is_sync_completed && !row.is_quarantined) found.push(rowOf(row))
        },
      })
      await load(found)
    }
    for (const each of wanted) if (!known.has(keyOf(each))) known.set(keyOf(each), undefined)
  }

  const pomOf = (key: string): Pom | undefined => {
    const answer = known.get(key)
    return answer !== undefined && 'pom' in answer ? answer.pom : undefined
  }

  return {
    async read(rows) {
      await load(rows)
      let level = rows.flatMap((row) => pomOf(keyOfRow(row)) ?? [])
      for (let generation = 1; level.length > 0 && generation < mostGenerations; generation++) {
        const parents = level.flatMap((pom) => parentOf(pom) ?? [])
        const unread = parents.filter((each) => !known.has(keyOf(each)))
        await loadParents(unread)
        level = unread.flatMap((each) => pomOf(keyOf(each)) ?? [])
      }
    },
    of(row): NativeAnswer {
      const answer = known.get(keyOfRow(row))
      if (answer === undefined) return { needs: [] }
      if ('why' in answer)
        return { needs: [], unknown: { what: `parents and imports of ${nameOf(row)}`, why: `its POM ${answer.why}` } }
      const needs = pomNeeds(lineOf(answer.pom)).map(({ groupId, artifactId, version, isUncertain }) => ({
        name: `${groupId}:${artifactId}`,
        kind: isUncertain ? ('possible' as const) : ('needed' as const),
        requirement: { operator: /^[[(]/.test(version) ? 'matches' : '=', version },
      }))
      return { needs }
    },
  }

  function lineOf(pom: Pom): [Pom, ...Pom[]] {
    const line: [Pom, ...Pom[]] = [pom]
    for (let child = pom; line.length < mostGenerations; ) {
      const named = parentOf(child)
      const parent = named && pomOf(keyOf(named))
      if (parent === undefined) break
      line.push(parent)
      child = parent
    }
    return line
  }
}

const soughtFor = ({ artifactId, version }: Coordinates): Identity => ({
  ...{ format: 'maven', name: artifactId, version, filename: '' },
})

const nameOf = ({ identifiers, name }: Pick<PackageRow, 'identifiers' | 'name'>): string =>
  `${identifiers?.maven_group_id ?? ''}:${name ?? ''}`

const keyOf = ({ groupId, artifactId, version }: Coordinates): string => `${groupId}:${artifactId}:${version}`

const keyOfRow = (row: Parameters<typeof nameOf>[0] & Parameters<typeof identityOf>[0]): string =>
  `${nameOf(row)}:${identityOf(row).version}`
