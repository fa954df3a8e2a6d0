import { type CondaVersion, condaOrder, isOfLine } from './conda-version.ts'
import { anyVersion, comparing, comparisonsIn, every, not, oneSpaced, type Range, type ReadTerm, some, when } from './range.ts'
import { defineScheme } from './scheme.ts'

const compared = comparing(condaOrder)

/** A comparison from the API, where `=` means equal. */
const term: ReadTerm<CondaVersion> = (operator, text) => {
  if (text === '*') return anyVersion
  if (text.endsWith('*')) return family(operator, text.replace(/\.?\*$/, ''))
  if (operator !== '~=') return compared(operator, text)
  const line = condaOrder.parse(text.slice(0, Math.max(0, text.lastIndexOf('.'))))
  return line && every([compared('>=', text), of(line)])
}

/** `1.0.*`; with operators other than equality and inequality, the wildcard has no meaning. */
function family(operator: string, text: string): Range<CondaVersion> | undefined {
  const line = condaOrder.parse(text)
  if (['', '=', '=='].includes(operator)) return line && of(line)
  return operator === '!=' ? line && not(of(line)) : compared(operator, text)
}

const of = (line: CondaVersion): Range<CondaVersion> => when((version) => isOfLine(version, line), condaOrder.isPrerelease(line))

/** In conda's own syntax, `=1.0` is `1.0.*`. */
const ownTerm: ReadTerm<CondaVersion> = (operator, text) =>
  operator === '=' && text !== '*' ? family('=', text) : term(operator, text)

/** A requirement on the build, which cannot be decided from a version. */
const someBuild: Range<CondaVersion> = when(() => undefined)

function range(text: string): Range<CondaVersion> | undefined {
  const [, versions = '', build = '*'] = /^(.*?)(?: ([^ ,|<>=!~]+))?$/.exec(oneSpaced(text)) ?? []
  const alternatives = some(versions.split('|').map((alternative) => comparisonsIn(alternative, ownTerm)))
  return build === '*' ? alternatives : every([alternatives, someBuild])
}

/** Conda. @see https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html#package-match-specifications */
export const conda = defineScheme(condaOrder, { term, range })
