import type { Child } from 'hono/jsx'
import { routes } from '../routes.ts'

const views = [
  [routes.history.path, 'Plans'],
  [routes.pastRuns.path, 'Runs'],
  [routes.ledger.path, 'Ledger'],
] as const

/** The heading of plans, runs and the ledger. */
export function HistoryHead({ path, about, query, children }: { path: string; about: string; query?: string; children?: Child }) {
  return (
    <div class="head">
      <div>
        <h1>History</h1>
        <p class="faint">{about}</p>
      </div>
      {children}
      <nav class="tabs" aria-label="History">
        {views.map(([to, title]) => (
          <a href={query === undefined || query === '' ? to : `${to}?${query}`} aria-current={to === path ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
    </div>
  )
}
