import type { PageParts } from '../parts.ts'
import { Text } from './text.tsx'

/** The name of an edge from its ID: `staging → production`. If no pipeline has it any more, the ID is shown. */
export function EdgeName({ of, parts }: { of: string; parts: Pick<PageParts, 'pipelines'> }) {
  const { from, to, name } = edgeNamed(of, parts)
  return (
    <span class="edge">
      <Text of={from} /> → <Text of={to} />
      {name !== undefined && (
        <>
          {' '}
          <span class="faint">
            (<Text of={name} />)
          </span>
        </>
      )}
    </span>
  )
}

function edgeNamed(
  id: string,
  { pipelines }: Pick<PageParts, 'pipelines'>,
): { from: string; to: string; name?: string | undefined } {
  const known = pipelines.flatMap(({ edges }) => edges).find((edge) => edge.id === id)
  if (known !== undefined) return known
  const [, from = '', to = '', name] = id.split('/').map(readable)
  return { from, to, name }
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
