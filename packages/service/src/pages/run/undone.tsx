import type { Rollback } from '@cloudsmith-sdk/promotion'
import { number } from '../../core/count.ts'
import { Badge } from '../text/badge.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'

/** Maximum number of packages that the page shows; those that are not undone come first. */
const most = 200

/** The result of a rollback. */
export function Undone({ result }: { result: Rollback }) {
  const items = result.items.toSorted((a, b) => Number(a.why === null) - Number(b.why === null))
  return (
    <section aria-labelledby="undone">
      <div class="title">
        <h2 id="undone">Result for each package</h2>
        {items.length > most && (
          <span class="faint">
            the first {number(most)} of {number(items.length)}
          </span>
        )}
      </div>
      <ul class="sheet items">
        {items.slice(0, most).map(({ package: identity, did, why }) => (
          <li>
            <div class="what">
              <strong>
                <PackageName format={identity.format} name={identity.name} version={identity.version ?? ''} />
              </strong>
              {why !== null && (
                <p class="small">
                  <Text of={why} most={600} />
                </p>
              )}
            </div>
            <Badge
              of={why !== null ? 'not undone' : did.join(', ') || 'nothing to undo'}
              tone={why !== null ? 'bad' : did.length === 0 ? 'calm' : 'good'}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
