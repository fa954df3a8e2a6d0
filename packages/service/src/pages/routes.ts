import type { Right } from '../access/person.ts'

/** A page, or the target of a form. */
export interface Route {
  readonly method: 'get' | 'post'
  /** Path in the syntax of Hono. */
  readonly path: string
  /** Title of the page, or a description of what the form does. */
  readonly title: string
  /** The right that is required. */
  readonly right: Right
  /** Whether it is in the menu. Default: false. */
  readonly inMenu?: boolean
}

/** Every page and every target of a form. The compiler requires a handler in `app.ts` for each. */
export const routes = {
  needsYou: { method: 'get', path: '/', title: 'What needs you', right: 'view', inMenu: true },
  packages: { method: 'get', path: '/packages', title: 'Packages', right: 'view', inMenu: true },
  package: { method: 'get', path: '/packages/:package{[0-9]+}', title: 'Package', right: 'view' },
  pipeline: { method: 'get', path: '/pipeline', title: 'Pipeline', right: 'view', inMenu: true },
  history: { method: 'get', path: '/history', title: 'History', right: 'view', inMenu: true },
  pastRuns: { method: 'get', path: '/history/runs', title: 'Runs', right: 'view' },
  ledger: { method: 'get', path: '/history/ledger', title: 'Ledger', right: 'view' },
  ledgerEntry: { method: 'get', path: '/history/ledger/:entry{[0-9]+}', title: 'see an entry', right: 'view' },
  ledgerFile: { method: 'get', path: '/history/ledger.jsonl', title: 'see the ledger', right: 'view' },
  checkLedger: { method: 'post', path: '/history/ledger/check', title: 'check the ledger', right: 'request' },
  drift: { method: 'get', path: '/drift', title: 'Drift', right: 'view', inMenu: true },
  lookForDrift: { method: 'post', path: '/drift/look', title: 'check the stages', right: 'request' },
  waivers: { method: 'get', path: '/waivers', title: 'Waivers', right: 'view', inMenu: true },
  endWaiver: { method: 'post', path: '/waivers/:waiver{[0-9]+}/end', title: 'end a waiver', right: 'approve' },
  figures: { method: 'get', path: '/figures', title: 'Figures', right: 'view', inMenu: true },
  plan: { method: 'get', path: '/plans/:plan{[0-9]+}', title: 'Plan', right: 'view' },
  planFile: { method: 'get', path: '/plans/:plan{[0-9]+}/plan.json', title: 'see a plan', right: 'view' },
  approve: { method: 'post', path: '/plans/:plan{[0-9]+}/approve', title: 'approve a plan', right: 'approve' },
  refuse: { method: 'post', path: '/plans/:plan{[0-9]+}/refuse', title: 'refuse a plan', right: 'approve' },
  revoke: { method: 'post', path: '/approvals/:approval{[0-9]+}/revoke', title: 'revoke an approval', right: 'approve' },
  run: { method: 'get', path: '/runs/:run{[0-9]+}', title: 'Run', right: 'view' },
  runEvents: { method: 'get', path: '/runs/:run{[0-9]+}/events', title: 'follow a run', right: 'view' },
  reportFile: { method: 'get', path: '/runs/:run{[0-9]+}/report.json', title: 'see a report', right: 'view' },
  summaryFile: { method: 'get', path: '/runs/:run{[0-9]+}/report.md', title: 'see a report', right: 'view' },
  statementFile: { method: 'get', path: '/runs/:run{[0-9]+}/statement.json', title: 'see what was promoted', right: 'view' },
  rollbackPage: { method: 'get', path: '/plans/:plan{[0-9]+}/rollback', title: 'roll a plan back', right: 'approve' },
  rollback: { method: 'post', path: '/plans/:plan{[0-9]+}/rollback', title: 'roll a plan back', right: 'approve' },
  closeTask: { method: 'post', path: '/tasks/:task{[0-9]+}/close', title: 'close a task', right: 'request' },
  lookNow: { method: 'post', path: '/edges/look', title: 'check an edge', right: 'request' },
  pausePage: { method: 'get', path: '/edges/pause', title: 'pause an edge', right: 'approve' },
  pause: { method: 'post', path: '/edges/pause', title: 'pause an edge', right: 'approve' },
  resume: { method: 'post', path: '/edges/resume', title: 'resume an edge', right: 'approve' },
  waivePage: { method: 'get', path: '/waivers/new', title: 'waive a gate', right: 'approve' },
  waive: { method: 'post', path: '/waivers', title: 'waive a gate', right: 'approve' },
} as const satisfies Readonly<Record<string, Route>>

/** Name of a route. */
export type RouteName = keyof typeof routes
