import { count } from '../../core/count.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { ApprovalRow } from '../../store/decisions.ts'
import type { HoldingRow } from '../../store/holdings.ts'
import type { ArrivalRow } from '../../store/package-way.ts'
import type { PackageRow } from '../../store/packages.ts'
import { isOpen, Way } from '../packages/way.tsx'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { size } from '../text/words.ts'
import { Arrival } from './arrival.tsx'
import { Bytes } from './bytes.tsx'

interface StageProps {
  readonly visit: Visit
  readonly served: ServedPipeline
  readonly row: PackageRow
  readonly stage: string
  /** Names of the stages before it. */
  readonly before: readonly string[]
  readonly arrivals: readonly ArrivalRow[]
  readonly approvals: ReadonlyMap<number, readonly ApprovalRow[]>
}

/** A package in a stage: its state, how it arrived, and what holds it back from the next stage. */
export function StageOfWay({ visit, served, row, stage, before, arrivals, approvals }: StageProps) {
  const holdings = row.holdings.filter((each) => each.stage === stage)
  const edges = served.edges.filter(({ from }) => from === stage).map(({ id }) => id)
  const onward = row.verdicts.filter((each) => edges.includes(each.edge) && isOpen(each))
  const isThere = holdings.length > 0
  return (
    <li class={isThere ? 'there' : 'absent'}>
      <div class="title">
        <h2>
          <Text of={stage} most={100} />
        </h2>
        {isThere ? <Badge of="here" tone="good" /> : <Badge of={arrivals.length > 0 ? 'was here' : 'not here'} tone="calm" />}
      </div>
      {holdings.map((holding) => (
        <Held
          holding={holding}
          others={before.toReversed().flatMap((name) => row.holdings.filter((each) => each.stage === name))}
          visit={visit}
        />
      ))}
      {arrivals.map((arrival) => (
        <Arrival
          arrival={arrival}
          approvals={(arrival.plan === null ? undefined : approvals.get(arrival.plan)) ?? []}
          visit={visit}
        />
      ))}
      {isThere && arrivals.length === 0 && before.length > 0 && (
        <p class="small faint">This service has no record of promoting it here.</p>
      )}
      {onward.length > 0 && (
        <div class="onward">
          <Way row={{ ...row, verdicts: onward }} served={served} visit={visit} />
        </div>
      )}
    </li>
  )
}

/** Cloudsmith's status for a scan without findings. */
const clean = 'Scan Detected No Vulnerabilities'

function Held({ holding, others, visit }: { holding: HoldingRow; others: readonly HoldingRow[]; visit: Visit }) {
  const { state, severity, findings, scan, licence, tags, uploadedAt, seenAt } = holding
  return (
    <div class="sheet padded">
      <p class="badges">
        {state !== 'ok' && <Badge of={state} tone="bad" />}
        {severity === null ? (
          <Badge of={scan ?? 'no scan'} tone={scan === clean ? 'good' : 'calm'} />
        ) : (
          <Badge
            of={findings === null || findings === 0 ? severity : `${count(findings, 'finding')}, ${severity}`}
            tone={severity.toLowerCase() === 'critical' || severity.toLowerCase() === 'high' ? 'bad' : 'warn'}
          />
        )}
        {tags.map((tag) => (
          <span class="tag">
            <Text of={tag} most={60} />
          </span>
        ))}
      </p>
      <dl class="facts wide">
        {uploadedAt !== null && (
          <div>
            <dt>Arrived</dt>
            <dd>
              <Time at={uploadedAt} now={visit.now} />
            </dd>
          </div>
        )}
        <div>
          <dt>Last seen</dt>
          <dd>
            <Time at={seenAt} now={visit.now} />
          </dd>
        </div>
        <div>
          <dt>Licence</dt>
          <dd>{licence === null || licence === '' ? <span class="faint">unknown</span> : <Text of={licence} most={120} />}</dd>
        </div>
        {holding.size !== null && (
          <div>
            <dt>Size</dt>
            <dd>{size(holding.size)}</dd>
          </div>
        )}
        <div>
          <dt>Identifier (slug_perm)</dt>
          <dd class="mono">
            <Text of={holding.slugPerm} most={60} />
          </dd>
        </div>
      </dl>
      <Bytes holding={holding} others={others} />
    </div>
  )
}
