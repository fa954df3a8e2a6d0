import type { Locate, Placed } from './places.ts'

/** What a text says, or why it says nothing, and how to find fields in it. */
export interface OpenedText {
  readonly value: unknown
  readonly flaws: readonly Placed[]
  readonly locate: Locate
}

/** A text that says nothing. */
export const refused = (message: string, at = 0): OpenedText => ({
  value: undefined,
  flaws: [{ path: [], message, at }],
  locate: (paths) => paths.map(() => 0),
})
