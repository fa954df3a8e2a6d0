import { Several } from '../text/list.tsx'
import { Text } from '../text/text.tsx'

interface PeopleProps {
  readonly asked: string | null
  readonly agreed: readonly string[]
  readonly refused?: readonly string[]
}

/** The people involved: who requested, approved or refused it. */
export function People({ asked, agreed, refused = [] }: PeopleProps) {
  const parts = [
    ['requested by', asked === null ? [] : [asked]],
    ['approved by', agreed],
    ['refused by', refused],
  ] as const
  const said = parts.filter(([, names]) => names.length > 0)
  if (said.length === 0) return <span class="faint">–</span>
  return (
    <div>
      {said.map(([what, names]) => (
        <p>
          <span class="faint small">{what}</span>{' '}
          <Several of={names.slice(0, most).map((name) => <Text of={name} most={60} />)} total={names.length} />
        </p>
      ))}
    </div>
  )
}

/** Maximum number of names shown for the same action. */
const most = 4
