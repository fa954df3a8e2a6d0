import { compareDigits, compareLists, compareText, isDigits } from './order.ts'
import type { Order } from './range.ts'

/** The parts between dots and underscores, each split into runs of digits and of other characters. */
type Parts = readonly (readonly string[])[]

export interface CondaVersion {
  /** The epoch, followed by the parts of the version. */
  readonly parts: Parts
  /** The parts after a `+`. */
  readonly local: Parts
}

const shape = /^(?:(\d+)!)?([^!+]+)(?:\+([^!+]+))?$/

/**
 * How conda orders versions: words come before numbers, `dev` before other words, and `post` after everything else.
 *
 * @see https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html#version-ordering
 */
export const condaOrder: Order<CondaVersion> = {
  parse(written) {
    const lower = written.toLowerCase()
    const text = lower.includes('_') ? lower : lower.replaceAll('-', '_')
    if (!/^[\d!+._a-z]+$/.test(text)) return undefined
    const [matched, epoch = '0', version = '', local] = shape.exec(text) ?? []
    if (matched === undefined) return undefined
    const parts = [epoch, ...split(version)].map(runs)
    const localParts = local === undefined ? [] : local.split(/[._]/).map(runs)
    const isWhole = [...parts, ...localParts].every((part) => part.length > 0)
    return isWhole ? { parts, local: localParts } : undefined
  },
  compare: (a, b) => compareParts(a.parts, b.parts) || compareParts(a.local, b.local),
  isPrerelease: ({ parts }) => parts.some((part) => part.some((run, index) => isEarly(run, part[index + 1]))),
}

/** A trailing underscore belongs to the last part: OpenSSL's `1.0.1_` comes before `1.0.1a`. */
function split(version: string): string[] {
  const parts = version.replace(/_$/, '').split(/[._]/)
  return version.endsWith('_') ? [...parts.slice(0, -1), `${parts.at(-1)}_`] : parts
}

/** Splits a part into runs. A part that begins with a word gets a zero in front of it. */
function runs(part: string): string[] {
  const found = part.match(/\d+|\D+/g) ?? []
  return found.length === 0 || isDigits(found[0] ?? '') ? found : ['0', ...found]
}

/** A letter only marks a pre-release if a number follows: `1.0a1`, but not OpenSSL's `1.1.1a`. */
const isEarly = (run: string, next: string | undefined): boolean =>
  /^(?:dev|alpha|beta|rc|pre|preview)$/.test(run) || (/^[abc]$/.test(run) && next !== undefined)

const rank = (run: string): number => (run === 'dev' ? 0 : run === 'post' ? 3 : isDigits(run) ? 2 : 1)

/** Compares two runs. A missing run is zero. */
export const compareRun = (a: string, b: string): number =>
  rank(a) - rank(b) || (isDigits(a) ? compareDigits(a, b) : compareText(a, b))

const compareParts = (a: Parts, b: Parts): number =>
  compareLists(a, b, (one, other) => compareLists(one, other, compareRun, '0'), [])

/** Whether a version belongs to the series that another one begins: `1.0.3` to `1.0`, `1.0a1` to `1.0a`. */
export function isOfLine(version: CondaVersion, line: CondaVersion): boolean {
  const [parts, wanted] = line.local.length > 0 ? [version.local, line.local] : [version.parts, line.parts]
  if (line.local.length > 0 && compareParts(version.parts, line.parts) !== 0) return false
  const last = wanted.length - 1
  const [part, wantedPart] = [parts[last] ?? [], wanted[last] ?? []]
  const before = wantedPart.length - 1
  const [run, wantedRun] = [part[before] ?? '0', wantedPart[before] ?? '0']
  return (
    compareParts(parts.slice(0, last), wanted.slice(0, last)) === 0 &&
    compareParts([part.slice(0, before)], [wantedPart.slice(0, before)]) === 0 &&
    (isDigits(wantedRun) ? compareRun(run, wantedRun) === 0 : !isDigits(run) && run.startsWith(wantedRun))
  )
}
