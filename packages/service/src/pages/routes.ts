import type { Right } from '../access/person.ts'

/** A page, or something that a form of one asks for. */
export interface Route {
  readonly method: 'get' | 'post'
  /** As Hono has it. */
  readonly path: string
  /** Of the page; of what is asked for, in words. */
  readonly title: string
  /** What it takes to see it, or to have it done. */
  readonly right: Right
  /** It is in the menu. Default: it is not. */
  readonly inMenu?: boolean
}

/** Every page, and everything that pages ask for. What has a row here has a handler in `app.ts`: the compiler asks for it. */
export const routes = {
  needsYou: { method: 'get', path: '/', title: 'What needs you', right: 'view', inMenu: true },
  packages: { method: 'get', path: '/packages', title: 'Packages', right: 'view', inMenu: true },
  plan: { method: 'get', path: '/plans/:plan{[0-9]+}', title: 'Plan', right: 'view' },
  run: { method: 'get', path: '/runs/:run{[0-9]+}', title: 'Run', right: 'view' },
} as const satisfies Readonly<Record<string, Route>>

/** Name of a route. */
export type RouteName = keyof typeof routes
