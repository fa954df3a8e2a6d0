import { gateReasonsOf, type LatestMove, type Plan, type PlanItem } from '@cloudsmith-sdk/promotion'
import { count, number } from '../../core/count.ts'
import type { HoldingRow } from '../../store/holdings.ts'
import { isGoing } from '../../store/plans.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'
import { size } from '../text/words.ts'

interface ChangesProps {
  readonly plan: Plan
  readonly holdings: ReadonlyMap<string, HoldingRow>
  /** Maximum number of packages shown. */
  readonly most: number
}

/** What would change at the destination: each package with the version that it replaces, its findings, its licence and its checksum. */
export function Changes({ plan, holdings, most }: ChangesProps) {
  const going = plan.items.filter((item) => isGoing(item, plan))
  if (going.length === 0) return null
  return (
    <section aria-labelledby="changes">
      <div class="title">
        <h2 id="changes">
          New in <Text of={plan.to} />
        </h2>
        {going.length > most && (
          <span class="faint">
            the first {number(most)} of {number(going.length)}; the plan itself has all of them
          </span>
        )}
      </div>
      <DataTable labelledby="changes" columns={['Package', 'Replaces', 'Findings', 'Licence', 'Size']}>
        {going.slice(0, most).map((item) => (
          <Change item={item} plan={plan} holding={holdings.get(item.slugPerm)} />
        ))}
      </DataTable>
    </section>
  )
}

function Change({ item, plan, holding }: { item: PlanItem; plan: Plan; holding: HoldingRow | undefined }) {
  const { format, name, version } = item.package
  return (
    <tr>
      <th scope="row" class="name">
        <PackageName format={format} name={name} version={version ?? ''} />
        <details class="more small">
          <summary>
            Checksums and gates<span class="unheard"> of {<Text of={name} />}</span>
          </summary>
          <Details item={item} plan={plan} />
        </details>
      </th>
      <td data-title="Replaces">
        <div>
          <Replaced move={plan.latest.find((move) => isOf(move, item))} />
        </div>
      </td>
      <td data-title="Findings">
        <div>
          <Findings holding={holding} />
        </div>
      </td>
      <td data-title="Licence">
        <div>{holding?.licence ? <Text of={holding.licence} most={60} /> : <span class="faint">not known</span>}</div>
      </td>
      <td class="tight" data-title="Size">
        <div>{holding?.size == null ? <span class="faint">–</span> : size(holding.size)}</div>
      </td>
    </tr>
  )
}

const isOf = (move: LatestMove, { package: { format, name, distribution, version } }: PlanItem): boolean =>
  move.format === format && move.name === name && move.distribution === distribution && move.to === version

function Replaced({ move }: { move: LatestMove | undefined }) {
  if (move === undefined) return <span class="faint">nothing</span>
  return (
    <>
      <Text of={move.from} most={60} />
      {move.backwards && (
        <>
          {' '}
          <Badge of="latest moves back" tone="warn" />
        </>
      )}
    </>
  )
}

function Findings({ holding }: { holding: HoldingRow | undefined }) {
  if (holding === undefined || holding.scan === null) return <span class="faint">not known</span>
  if (holding.severity === null) return <span>none</span>
  return (
    <Badge
      of={`${count(holding.findings ?? 1, 'finding')}, ${holding.severity}`}
      tone={holding.severity === 'critical' || holding.severity === 'high' ? 'bad' : 'warn'}
    />
  )
}

function Details({ item, plan }: { item: PlanItem; plan: Plan }) {
  const told = [...gateReasonsOf(plan, item).map(({ gate }) => gate), ...item.waivers.map(({ waives }) => `${waives} is waived`)]
  return (
    <dl class="facts">
      {item.files.map(({ filename, sha256 }) => (
        <div>
          <dt>
            <Text of={filename} />
          </dt>
          <dd class="mono">{sha256 === null ? 'no checksum reported' : `sha256 ${sha256}`}</dd>
        </div>
      ))}
      {item.reasons.length > 0 && (
        <div>
          <dt>{told.length > 0 ? 'Required by gates' : 'Notes'}</dt>
          {item.reasons.map((reason) => (
            <dd>
              <Text of={reason} most={600} />
            </dd>
          ))}
        </div>
      )}
    </dl>
  )
}
