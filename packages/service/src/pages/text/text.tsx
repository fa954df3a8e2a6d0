import { partsOf } from './unseen.ts'

/** Maximum number of characters shown. */
const longest = 300

/**
 * A text from outside, in its own direction of writing. Invisible characters are shown by their code points, and it is never markup. Server and
 * browser render it in the same way.
 */
export function Text({ of, most = longest }: { of: string; most?: number }) {
  const parts = partsOf(of.length > most ? `${of.slice(0, most)}…` : of)
  return <bdi>{parts.map(({ text, isUnseen }) => (isUnseen ? <span class="unseen">{text}</span> : text))}</bdi>
}
