import { type ApprovalRow, approvalsOf } from '../../store/decisions.ts'
import { arrivalsOf, pipelineOfPackage, plansOfPackage } from '../../store/package-way.ts'
import { findPackage } from '../../store/packages.ts'
import { notFound } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'
import { Text } from '../text/text.tsx'
import { Plans } from './plans.tsx'
import { StageOfWay } from './stage.tsx'

/** The page of a package: its stages, when and how it arrived in each, who approved it, and its checksums. */
export const packagePage: Handler = async (visit) => {
  const { database, pipelines } = visit.parts
  const id = numberIn(visit, 'package')
  const [row, pipeline] = [await findPackage(database, id), await pipelineOfPackage(database, id)]
  const served = pipelines.find(({ name }) => name === pipeline)
  if (row === undefined || served === undefined) throw notFound('package')
  const [arrivals, plans] = await Promise.all([arrivalsOf(database, id), plansOfPackage(database, id)])
  const came = [...new Set(arrivals.flatMap(({ plan }) => (plan === null ? [] : [plan])))]
  const approvals = new Map<number, readonly ApprovalRow[]>()
  for (const plan of came) approvals.set(plan, await approvalsOf(database, plan))
  const { format, name, version, ...others } = row.identity
  const stages = served.pipeline.stages
  return {
    title: version === null || version === '' ? name : `${name} ${version}`,
    live: ['holdings'],
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>
              <span>
                <Text of={name} /> <span class="version">{version !== null && <Text of={version} most={100} />}</span>
              </span>
              <span class="format">{format}</span>
            </h1>
            <p class="faint small">
              <Text of={sayOf(others)} most={400} />
            </p>
          </div>
          <a href={`/packages?${new URLSearchParams({ pipeline: served.name, name, format })}`}>All versions</a>
        </div>
        <ol class="journey" aria-label="Stages">
          {stages.map((stage, index) => (
            <StageOfWay
              visit={visit}
              served={served}
              row={row}
              stage={stage.name}
              before={stages.slice(0, index).map((each) => each.name)}
              arrivals={arrivals.filter((each) => each.stage === stage.name)}
              approvals={approvals}
            />
          ))}
        </ol>
        <Plans plans={plans} visit={visit} />
      </div>
    ),
  }
}

/** The other parts of a package's identity. */
const sayOf = (others: object): string =>
  Object.values(others)
    .flat()
    .filter((value) => typeof value === 'string' && value !== '')
    .join(' · ')
