import type { Child } from 'hono/jsx'
import { Badge } from '../text/badge.tsx'
import type { Tone } from '../text/state.ts'

/** One thing to know before approving. */
export function Note({ tone, word, children }: { tone: Tone; word: string; children?: Child }) {
  return (
    <li>
      <span>
        <Badge of={word} tone={tone} />
      </span>
      <p>{children}</p>
    </li>
  )
}
