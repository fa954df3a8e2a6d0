import type { Waiver } from '@cloudsmith-sdk/promotion'
import type { Child } from 'hono/jsx'
import { Badge } from '../text/badge.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { moment } from '../text/words.ts'
import { Waived } from './waived.tsx'

/** Milliseconds before its expiry within which a waiver expires soon. */
const soon = 7 * 86_400_000

/** The column headings of every table of waivers. */
export const columns = ['What is waived', 'Why', 'Who', 'End'] as const

interface LineProps {
  readonly waiver: Waiver
  readonly who: Child
  readonly end: Child
  /** Cells of further columns. */
  readonly children?: Child
}

/** A row in a table of waivers. */
export function Line({ waiver, who, end, children }: LineProps) {
  return (
    <tr>
      <th scope="row" class="name">
        <Waived waiver={waiver} />
      </th>
      <td data-title="Why" class="reason">
        <Text of={waiver.reason} most={500} />
      </td>
      <td data-title="Who">{who}</td>
      <td data-title="End">{end}</td>
      {children}
    </tr>
  )
}

/** When a waiver expires that nobody has ended, and its status now. */
export function Expiry({ at, now }: { at: Date; now: Date }) {
  const left = at.getTime() - now.getTime()
  return (
    <div>
      {left <= 0 ? (
        <Badge of="expired" tone="calm" />
      ) : left <= soon ? (
        <Badge of="expires soon" tone="warn" />
      ) : (
        <Badge of="in force" tone="good" />
      )}
      <p class="small faint">
        <Time at={at} now={now} /> <span class="tight">({moment(at)})</span>
      </p>
    </div>
  )
}
