import { compareDigits, defineScheme } from './scheme.ts'

interface Parts {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string
}

/**
 * The order for everything that has no scheme of its own, taken from Debian: an epoch before a colon, then what stands before the last
 * hyphen, then what follows it; each compared by runs of digits and runs of other characters in turn, where `~` sorts before the end
 * and letters before other signs.
 *
 * @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
 */
export const naturalScheme = defineScheme<Parts>('natural', {
  parse(text) {
    const [matched, epoch = '', upstream = '', revision = ''] =
      /^(?:(\d+):)?[vV]?(\d+(?:[-.:_+~].*?)?)(?:-([^-]*))?$/s.exec(text) ?? []
    return matched === undefined ? undefined : { epoch, upstream, revision }
  },
  compare: (a, b) =>
    compareDigits(a.epoch, b.epoch) || compareRuns(a.upstream, b.upstream) || compareRuns(a.revision, b.revision),
  prerelease: ({ upstream, revision }) =>
    /~|(?:^|[\d.\-_])(?:alpha|beta|rc|pre|preview|dev|snapshot)(?![a-z])/i.test(`${upstream}-${revision}`),
})

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

/** Weights of characters: `~`, the end, letters, others. */
function weight(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (Number.isNaN(code)) return 0
  if (text[index] === '~') return -1
  return /[A-Za-z]/.test(text.charAt(index)) ? code : code + 0x10000
}
