import { partsOf } from './unseen.ts'

/** Characters of a text that are shown, at most. */
const longest = 300

/**
 * A text that somebody else wrote, in the direction that it has itself: what is not seen in it is shown by its number. It is never markup.
 * Server and browser make the same of it.
 */
export function Text({ of, most = longest }: { of: string; most?: number }) {
  const parts = partsOf(of.length > most ? `${of.slice(0, most)}…` : of)
  return <bdi>{parts.map(({ text, isUnseen }) => (isUnseen ? <span class="unseen">{text}</span> : text))}</bdi>
}
