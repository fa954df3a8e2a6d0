import type { HeldPackage } from '../../store/attention.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Reason } from '../text/reason.tsx'
import { Text } from '../text/text.tsx'
import { Item } from './item.tsx'

/** A package that is blocked until somebody acts. */
export function HeldItem({ held, visit }: { held: HeldPackage; visit: Visit }) {
  const { format, name, version } = held.identity
  const query = new URLSearchParams({ pipeline: held.pipeline, name, format })
  return (
    <Item
      tone="bad"
      title={
        <>
          <span>
            <PackageName format={format} name={name} version={version ?? ''} />
          </span>
          <Badge of={held.outcome} />
        </>
      }
      action={
        <a class="button" href={`/packages?${query}`}>
          View
          <span class="unheard">
            {' '}
            <Text of={name} />
          </span>
        </a>
      }
    >
      <p class="small">
        <EdgeName of={held.edge} parts={visit.parts} />
      </p>
      <p class="small faint">
        <Reason of={held.reasons[0] ?? 'No reason was recorded.'} />
      </p>
    </Item>
  )
}
