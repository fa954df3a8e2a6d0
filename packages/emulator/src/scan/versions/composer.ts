import { compareDigits, defineScheme } from './scheme.ts'

interface Release {
  readonly numbers: readonly string[]
  readonly stability: number
  readonly counter: readonly string[]
}

const shape = /^v?(\d+(?:\.\d+){0,3})(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d+)*))?([.-]?dev)?(?:\+.*)?$/i
const stabilities = ['dev', 'alpha', 'beta', 'rc', 'stable', 'patch']
const synonyms: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', pl: 'patch', p: 'patch' }
const stable = stabilities.indexOf('stable')

/**
 * The order of Composer packages: up to four numbers, then `dev < alpha < beta < RC < (stable) < patch` with a number of its own. A
 * branch (`dev-main`) is no version.
 *
 * @see https://getcomposer.org/doc/articles/versions.md
 */
export const composerScheme = defineScheme<Release>('composer', {
  parse(text) {
    const [matched, numbers = '', word = 'stable', counter = '', dev] = shape.exec(text) ?? []
    if (matched === undefined) return undefined
    const stability = dev === undefined ? (synonyms[word.toLowerCase()] ?? word.toLowerCase()) : 'dev'
    return { numbers: numbers.split('.'), stability: stabilities.indexOf(stability), counter: counter.match(/\d+/g) ?? [] }
  },
  compare: (a, b) => compareLists(a.numbers, b.numbers) || a.stability - b.stability || compareLists(a.counter, b.counter),
  prerelease: ({ stability }) => stability < stable,
})

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compareDigits(a[index] ?? '', b[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}
