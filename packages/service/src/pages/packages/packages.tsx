import { count, number } from '../../core/count.ts'
import { countPackages, formatsOf, listPackages, type PackageFilter } from '../../store/packages.ts'
import { PageProblem } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { NoMatch } from '../text/no-match.tsx'
import { Pager } from '../text/pager.tsx'
import { chosenPipeline, filterNames, filterOf, pathOf } from './filter.ts'
import { Filters } from './filters.tsx'
import { PackageTable } from './table.tsx'

/** Maximum number of packages that are counted: counting more would take too long. */
const mostCounted = 1_000

/** Whether matches are counted. No index finds text in the middle of a name, so counting would scan all packages. */
const isCounted = ({ name = '' }: PackageFilter): boolean => !name.replace(/\*+$/, '').includes('*')

/** The page that shows which package is in which stage, what holds it back, and until when. */
export const packages: Handler = async (visit) => {
  const { context, parts } = visit
  const served = chosenPipeline(visit)
  if (served === undefined) throw new PageProblem(404, 'No pipeline', 'The service has no pipeline in its settings.')
  const filter = filterOf(visit, served.name)
  const [page, formats, total] = await Promise.all([
    listPackages(parts.database, filter),
    formatsOf(parts.database, served.name),
    isCounted(filter) ? countPackages(parts.database, filter, mostCounted + 1) : undefined,
  ])
  const query = new URLSearchParams(Object.entries(context.req.query()).filter(([name]) => name !== 'said'))
  const isFiltered = filterNames.some((name) => filter[name] !== undefined)
  const told =
    total === undefined
      ? `${page.next === null ? '' : 'the first '}${count(page.rows.length, 'package')} that ${page.rows.length === 1 ? 'matches' : 'match'}`
      : total > mostCounted
        ? `more than ${number(mostCounted)} packages`
        : count(total, 'package')
  return {
    title: 'Packages',
    live: ['holdings'],
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>Packages</h1>
            <p class="faint">Which package is in which stage, what holds it back, and until when.</p>
          </div>
        </div>
        <Filters visit={visit} served={served} filter={filter} formats={formats} />
        <section aria-label="Packages">
          {page.rows.length === 0 ? (
            <p class="sheet empty">
              {isFiltered ? (
                <NoMatch path={pathOf(visit, served)} things="package" />
              ) : (
                'No packages have been seen in the stages yet. They appear here at once with webhooks, or when the stages are next read.'
              )}
            </p>
          ) : (
            <PackageTable rows={page.rows} served={served} visit={visit} />
          )}
          {(page.rows.length > 0 || query.has('after')) && <Pager path="/packages" query={query} next={page.next} told={told} />}
        </section>
      </div>
    ),
  }
}
