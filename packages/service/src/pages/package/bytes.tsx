import type { HoldingRow } from '../../store/holdings.ts'
import { Badge } from '../text/badge.tsx'
import { Text } from '../text/text.tsx'

/** The checksum of a package in a stage, and whether it is the same as in the stages before, nearest first. */
export function Bytes({ holding, others }: { holding: HoldingRow; others: readonly HoldingRow[] }) {
  if (holding.sha256 === null) return <p class="small faint">Cloudsmith reports no checksum for it.</p>
  const known = others.filter(({ sha256 }) => sha256 !== null)
  const same = known.filter(({ sha256 }) => sha256 === holding.sha256)
  const [first] = same.length > 0 ? same : known
  return (
    <div class="digest">
      <p class="mono bytes">
        <span class="faint">sha256</span> {holding.sha256}
      </p>
      {first !== undefined && (
        <p class="small">
          {same.length > 0 ? <Badge of="same bytes" tone="good" /> : <Badge of="other bytes" tone="bad" />}{' '}
          <span class="faint">
            {same.length > 0 ? 'as in' : 'than in'} <Text of={first.stage} most={100} />
          </span>
        </p>
      )}
    </div>
  )
}
