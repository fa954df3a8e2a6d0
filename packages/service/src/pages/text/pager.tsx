/** Links to the next page of a list and back to the first one. Nobody needs the last page of a list of a hundred thousand rows. */
export function Pager({ path, query, next, told }: { path: string; query: URLSearchParams; next: string | null; told: string }) {
  const isFirst = !query.has('after')
  const to = (after: string | undefined) => {
    const kept = new URLSearchParams([...query].filter(([name]) => name !== 'after'))
    if (after !== undefined) kept.set('after', after)
    return kept.size === 0 ? path : `${path}?${kept}`
  }
  if (isFirst && next === null) return <p class="faint small">{told}</p>
  return (
    <nav class="pager" aria-label="Pages of the list">
      <span class="faint small">{told}</span>
      <span class="row">
        {!isFirst && (
          <a class="button" href={to(undefined)}>
            To the beginning
          </a>
        )}
        {next !== null && (
          <a class="button" href={to(next)} rel="next">
            Next
          </a>
        )}
      </span>
    </nav>
  )
}
