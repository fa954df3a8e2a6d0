import { compareDigits, compareLists, compareText } from './order.ts'
import { comparing, type Order, type ReadTerm, when } from './range.ts'
import { defineScheme } from './scheme.ts'

/** A part of a version. Parts of different kinds are ordered as in `kinds`. */
interface Part {
  readonly kind: string
  readonly text: string
}

const shape = /^\d+(?:\.\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[0-9a-f]+)?(?:-r\d+)?$/
const parts = /^(\d+)|\.(\d+)|_([a-z]+)|-r(\d+)|~([0-9a-f]+)|(\d+)|([a-z])/g
const capturing = ['first', 'digits', 'suffix', 'revision', 'hash', 'count', 'letter']
const suffixes = ['alpha', 'beta', 'pre', 'rc', 'cvs', 'svn', 'git', 'hg', 'p']
const early = suffixes.slice(0, 4)
const kinds = ['early', 'end', 'revision', 'hash', 'count', 'suffix', 'letter', 'digits', 'first']
const end: Part = { kind: 'end', text: '' }

const order: Order<readonly Part[]> = {
  parse: (text) => (shape.test(text) ? [...text.matchAll(parts)].map(part) : undefined),
  compare: (a, b) => compareLists(a, b, comparePart, end),
  isPrerelease: (version) => version.some(({ kind }) => kind === 'early'),
}

function part([, ...groups]: RegExpExecArray): Part {
  const index = groups.findIndex((group) => group !== undefined)
  const [kind = '', text = ''] = [capturing[index], groups[index]]
  return { kind: kind === 'suffix' && early.includes(text) ? 'early' : kind, text }
}

function comparePart(a: Part, b: Part): number {
  if (a.kind !== b.kind) return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
  if (a.kind === 'early' || a.kind === 'suffix') return suffixes.indexOf(a.text) - suffixes.indexOf(b.text)
  // After a dot, a number with a leading zero is compared like a fraction.
  const isText =
    ['letter', 'hash'].includes(a.kind) || (a.kind === 'digits' && (a.text.startsWith('0') || b.text.startsWith('0')))
  return isText ? compareText(a.text, b.text) : compareDigits(a.text, b.text)
}

const startsWith = (version: readonly Part[], wanted: readonly Part[]) =>
  order.compare(version.slice(0, wanted.length), wanted) === 0

const compared = comparing(order)

/** `~` treats versions that start with the wanted one as equal. The API also writes it as `~=`. */
const term: ReadTerm<readonly Part[]> = (operator, text) => {
  if (!operator.includes('~')) return compared(operator, text)
  const wanted = order.parse(text)
  const bound = compared(operator.replaceAll(/[~=]/g, ''), text)
  if (!wanted || !bound) return undefined
  return when((version) => startsWith(version, wanted) || bound.admits(version, true), order.isPrerelease(wanted))
}

/**
 * Alpine: numbers, a letter, suffixes, a revision.
 *
 * @see https://man.archlinux.org/man/apk-package.5.en
 */
export const alpine = defineScheme(order, { term })
