import { visibleLines } from '../text/visible.ts'
import type { Created, Ensured } from './ensured.ts'

/** What was created and what differs, for a person at a terminal. */
export function ensureText({ owner, dryRun, created, differs }: Ensured): string {
  if (created.length === 0 && differs.length === 0)
    return visibleLines([`${owner}: every repository is as the pipeline wants it`])
  const verb = dryRun ? 'would create' : 'created'
  return visibleLines([
    `${owner}: ${verb} ${created.length}, ${differs.length} left as they are`,
    ...created.map((each) => `  ${verb} ${nameOf(each)}`),
    ...differs.map(({ stage, what, is, wanted }) => `  ${stage}: ${what} is ${is}, wanted ${wanted}`),
  ])
}

function nameOf(created: Created): string {
  if (created.what === 'repository') return `repository ${created.repository}`
  const { format, name, url } = created.upstream
  return `${format} upstream ${name} (${url}) of ${created.repository}`
}
