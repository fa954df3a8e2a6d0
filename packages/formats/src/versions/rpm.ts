import { compareDigits, compareLists, compareText, isDigits } from './order.ts'
import { comparing, type Order } from './range.ts'
import { defineScheme } from './scheme.ts'

interface RpmVersion {
  readonly epoch: string
  readonly version: readonly string[]
  /** undefined if the text has none, like most requirements. */
  readonly release: readonly string[] | undefined
}

const shape = /^(?:(\d+):)?([\w.+~^]+)(?:-([\w.+~^]+))?$/

/** Runs of digits and of letters, and the two significant signs; all other characters are only separators. */
const segments = (text: string): readonly string[] => text.match(/\d+|[a-z]+|[~^]/gi) ?? []

/** The rank of a segment, in ascending order: `~`, the end, `^`, letters, digits. */
function rank(segment: string): number {
  if (isDigits(segment)) return 4
  return ['~', '', '^'].includes(segment) ? ['~', '', '^'].indexOf(segment) : 3
}

const compareSegment = (a: string, b: string): number =>
  rank(a) - rank(b) || (isDigits(a) ? compareDigits(a, b) : compareText(a, b))

const compareSegments = (a: readonly string[], b: readonly string[]): number => compareLists(a, b, compareSegment, '')

const order: Order<RpmVersion> = {
  parse(text) {
    const [matched, epoch = '', version = '', release] = shape.exec(text) ?? []
    if (matched === undefined || !/[a-z\d]/i.test(version)) return undefined
    return { epoch, version: segments(version), release: release === undefined ? undefined : segments(release) }
  },
  compare(a, b) {
    const known = Number(a.release !== undefined) - Number(b.release !== undefined)
    return compareWithoutRelease(a, b) || known || compareSegments(a.release ?? [], b.release ?? [])
  },
  // In a release, a `~` marks a local build, not a pre-release.
  isPrerelease: ({ version }) => version.includes('~'),
}

const compareWithoutRelease = (a: RpmVersion, b: RpmVersion): number =>
  compareDigits(a.epoch, b.epoch) || compareSegments(a.version, b.version)

/** A requirement without a release accepts every release. */
const compared = comparing(order, (version, wanted) =>
  version.release === undefined || wanted.release === undefined
    ? compareWithoutRelease(version, wanted)
    : order.compare(version, wanted),
)

/** rpm: epoch, version and release. @see https://rpm-software-management.github.io/rpm/man/rpm-version.7 */
export const rpm = defineScheme(order, { term: compared })
