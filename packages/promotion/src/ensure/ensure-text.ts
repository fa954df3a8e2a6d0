import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf } from '../text/markdown.ts'
import { plural } from '../text/plural.ts'
import { visibleLines } from '../text/visible.ts'
import type { Created, Ensured } from './ensured.ts'

/** Formats what was created and what differs for a terminal. */
export function ensureText(ensured: Ensured): string {
  const { created, differs } = ensured
  const verb = verbOf(ensured)
  return visibleLines([
    headingOf(ensured),
    ...created.map((each) => `  ${verb} ${nameOf(each)}`),
    ...differs.map(({ stage, what, is, wanted }) => `  ${stage}: ${what} is ${is}, but should be ${wanted}`),
  ])
}

/** Formats what was created and what differs as Markdown, for a pull request or a job summary, within the size limit. */
export function ensureMarkdown(ensured: Ensured, options?: MarkdownOptions): string {
  const { created, differs } = ensured
  const verb = verbOf(ensured)
  const rows = [
    ...differs.map(({ stage, what, is, wanted }) => ['differs', stage, what, `is ${is}, but should be ${wanted}`]),
    ...created.map((each) => [verb, each.stage, nameOf(each), '']),
  ].map((cells) => ({ cells, count: 1 }))
  return markdownOf({ heading: headingOf(ensured), columns: ['', 'stage', 'what', 'how'], rows, noun: 'line' }, options)
}

function headingOf(ensured: Ensured): string {
  const { owner, created, differs } = ensured
  if (created.length === 0 && differs.length === 0) return `${owner}: every repository is as the pipeline wants it`
  return `${owner}: ${verbOf(ensured)} ${sumOf(created)}; ${plural(differs.length, 'difference')} left unchanged`
}

/** Counts what was created: `1 repository and 2 upstreams`. */
export function sumOf(created: readonly Created[]): string {
  const repositories = created.filter(({ what }) => what === 'repository').length
  return `${plural(repositories, 'repository')} and ${plural(created.length - repositories, 'upstream')}`
}

const verbOf = ({ dryRun }: Ensured): string => (dryRun ? 'would create' : 'created')

function nameOf(created: Created): string {
  if (created.what === 'repository') return `repository ${created.repository}`
  const { format, name, url } = created.upstream
  return `${format} upstream ${name} (${url}) of ${created.repository}`
}
