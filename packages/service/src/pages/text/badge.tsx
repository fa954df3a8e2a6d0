import { type Tone, toneOf } from './state.ts'
import { Text } from './text.tsx'

/** A word about how something stands, in its colour: the word alone says all of it. */
export function Badge({ of, tone = toneOf(of) }: { of: string; tone?: Tone }) {
  return (
    <span class={`badge ${tone}`}>
      <Text of={of} most={60} />
    </span>
  )
}
