import { Refusal } from '../../core/errors.ts'
import { errorsOf } from '../../requests/check.ts'
import { rulesOf } from '../../requests/rules.ts'
import { compileQuery } from '../../search/compile-query.ts'
import type { GapKind } from '../gap.ts'
import type { Fill } from './fill.ts'

/** What the settings belong to, for messages about those that the emulator cannot keep. */
export interface SettingsOf {
  readonly what: GapKind
  readonly where: string
  /** The operation whose request body could set them. */
  readonly operation: string
}

/**
 * The settings of a mirror, with defaults for those that are missing. Settings that no request could set, and queries that the emulator does not
 * understand, keep their defaults and are reported.
 */
export function settingsFrom<Settings extends object>(
  fill: Fill,
  { what, where, operation }: SettingsOf,
  defaults: Settings,
  told: Readonly<Record<string, unknown>>,
): Settings {
  const { properties = {} } = rulesOf(operation).body ?? {}
  const settings = { ...defaults }
  for (const [name, usual] of Object.entries(defaults)) {
    const value = told[name]
    if (value === undefined || JSON.stringify(value) === JSON.stringify(usual)) continue
    const rule = properties[name]
    const isKnown = rule !== undefined && isEmpty(errorsOf(rule, value)) && isQuery(name, value)
    if (isKnown) Object.assign(settings, { [name]: value })
    else fill.lack(what, where, `${name} has a value that the emulator does not know`, 'not emulated')
  }
  return settings
}

const isEmpty = (errors: object): boolean => Object.keys(errors).length === 0

/** Whether a field that has to be a query is valid. */
function isQuery(name: string, value: unknown): boolean {
  if (!/package_query/.test(name) || typeof value !== 'string') return true
  try {
    compileQuery(name, value)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
