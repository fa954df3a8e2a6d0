import type { Child } from 'hono/jsx'

/** A list in words: `a, b and 3 more`. */
export function Several({ of, total }: { of: readonly Child[]; total: number }) {
  const more = total - of.length
  return (
    <>
      {of.map((each, index) => (
        <>
          {index > 0 && <span class="faint">{index === of.length - 1 && more <= 0 ? ' and ' : ', '}</span>}
          {each}
        </>
      ))}
      {more > 0 && <span class="faint"> and {more} more</span>}
    </>
  )
}
