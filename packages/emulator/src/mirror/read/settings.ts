import { rulesOf } from '../../requests/rules.ts'
import { checked } from '../document.ts'
import { type ResourceRow, resourceRow } from '../rows.ts'

/** Fields with secrets, or with what may be one: they are never mirrored, even if the API returns them. */
const secret = /secret_value|signature_key|auth_secret|auth_certificate|^token$|^key$|password/

/** Values of headers, which are usually credentials. */
const header = /^extra_value_/

/** The fields of a row that a request could set. */
export function settingsIn(operation: string, row: unknown): Record<string, unknown> {
  const names = Object.keys(rulesOf(operation).body?.properties ?? {})
  const fields = row as Readonly<Record<string, unknown>>
  const told = names.filter((name) => fields[name] !== undefined && !secret.test(name))
  return Object.fromEntries(told.map((name) => [name, shown(name, fields[name])]))
}

/** A row of a list in the form of the mirror. */
export function resourceIn(operation: string, row: unknown, at: string): ResourceRow {
  return checked(resourceRow, { ...(row as object), settings: settingsIn(operation, row) }, at)
}

function shown(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (header.test(name)) return '********'
  // The URL of a webhook is often a secret by itself: whoever knows the path may post there.
  if (name === 'target_url') return addressOf(value, false)
  return name === 'upstream_url' ? addressOf(value, true) : value
}

/** A URL without what may be a credential: the user, the query, and the path unless `hasPath`. */
function addressOf(text: string, hasPath: boolean): string {
  const url = URL.parse(text)
  if (url === null) return ''
  return `${url.protocol}//${url.host}${hasPath ? url.pathname : '/'}`
}

/** A token as the service masks it by default: only its end is visible. @see docs/service.md#entitlements */
export const maskedToken = (token: unknown): string => {
  const text = String(token ?? '')
  return `${'*'.repeat(Math.max(4, text.length - 4))}${text.length > 8 ? text.slice(-4) : ''}`
}
