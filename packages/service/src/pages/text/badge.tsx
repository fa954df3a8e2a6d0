import { type Tone, toneOf } from './state.ts'
import { Text } from './text.tsx'

/** A coloured label for a state. The word alone says everything. */
export function Badge({ of, tone = toneOf(of) }: { of: string; tone?: Tone }) {
  return (
    <span class={`badge ${tone}`}>
      <Text of={of} most={60} />
    </span>
  )
}
