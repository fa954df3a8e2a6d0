import { compareDigits } from './order.ts'
import { comparing, type Order } from './range.ts'
import { defineScheme } from './scheme.ts'

interface DebVersion {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string
}

const shape = /^(?:(\d+):)?(\d[\w.+~:-]*)$/

/** Words after a `~` that mark a pre-release. Others, such as `~debian.12`, `~bpo12` and `~ubuntu22`, say where it was built. */
const early = /~(?:alpha|beta|rc|pre|dev|git|svn|hg|cvs|snapshot|[ab]\d)/i

const order: Order<DebVersion> = {
  parse(text) {
    const [matched, epoch = '', rest = ''] = shape.exec(text) ?? []
    if (matched === undefined || rest.includes('_')) return undefined
    const dash = rest.lastIndexOf('-')
    const [upstream, revision] = dash < 0 ? [rest, '0'] : [rest.slice(0, dash), rest.slice(dash + 1)]
    const isValid = revision !== '' && !revision.includes(':') && (epoch !== '' || !upstream.includes(':'))
    return isValid ? { epoch, upstream, revision } : undefined
  },
  compare: (a, b) =>
    compareDigits(a.epoch, b.epoch) || compareRuns(a.upstream, b.upstream) || compareRuns(a.revision, b.revision),
  isPrerelease: ({ upstream }) => early.test(upstream),
}

/** Compares alternating runs of other characters and of digits. */
function compareRuns(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)]
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one, other] = [left[index] ?? '', right[index] ?? '']
    const order = index % 2 === 0 ? compareSigns(one, other) : compareDigits(one, other)
    if (order !== 0) return order
  }
  return 0
}

function compareSigns(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = weight(a, index) - weight(b, index)
    if (order !== 0) return order
  }
  return 0
}

/** The weight of a character, in ascending order: `~`, the end, letters, others. */
function weight(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (Number.isNaN(code)) return 0
  if (text[index] === '~') return -1
  return /[A-Za-z]/.test(text.charAt(index)) ? code : code + 0x100
}

const compared = comparing(order)

/** The meaning of `<` and `>` in dpkg, where they are deprecated. */
const obsolete: Readonly<Record<string, string>> = { '<': '<=', '>': '>=' }

/**
 * Debian: epoch, version and revision.
 *
 * @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
 * @see https://man7.org/linux/man-pages/man7/deb-version.7.html
 */
export const deb = defineScheme(order, { term: (operator, version) => compared(obsolete[operator] ?? operator, version) })
