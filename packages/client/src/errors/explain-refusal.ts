import type { CallContext } from '../transport/transport.ts'
import type { Distrust } from '../transport/trust.ts'
import { explainAnonymous } from './anonymous.ts'
import type { Refusal } from './api.ts'
import { nameOf, said } from './failed.ts'
import { whenFrom } from './held-back.ts'
import { whyWithheld } from './why-withheld.ts'

/** What is known of a call when it is refused. */
export interface RefusedCall {
  readonly context: CallContext
  /** A credential was sent. */
  readonly authenticated: boolean
  /** Why none was sent to this address, where the client has one. */
  readonly withheld?: Distrust | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Fields that a message tells of, at most. */
const mostFields = 20

/**
 * The message of a refusal: what happened, in the service's own words, and what to do about it.
 *
 * @param spoken the service gave a reason; without, `detail` only describes the answer
 */
export function explain(refusal: Refusal, call: RefusedCall, spoken: boolean): string {
  const { status, fields, retryAfter } = refusal
  const { context, authenticated, withheld, now } = call
  const detail = said(refusal.detail, context)
  const on = `${status} on ${nameOf(context)}`
  const told = `${on}: ${detail}`
  const wrong = Object.entries(fields).map(([field, messages]) => `\n  ${said(`${field}: ${messages.join(' ')}`, context)}`)
  const details = `${wrong.slice(0, mostFields).join('')}${wrong.length > mostFields ? `\n  and ${wrong.length - mostFields} more` : ''}`
  if (!authenticated && withheld === undefined && [401, 403, 404].includes(status)) return explainAnonymous(status, told)
  switch (status) {
    case 401:
      if (withheld !== undefined) return `No credential was sent (${told}).${withheldHint(refusal, withheld)}`
      return `Cloudsmith does not accept this credential (${told}).
Set CLOUDSMITH_API_KEY, pass { apiKey }, or put api_key into ~/.cloudsmith/credentials.ini.`
    case 402:
      return `The workspace's plan does not include this feature (${told}).`
    case 403: {
      const hint = withheld !== undefined ? withheldHint(refusal, withheld) : permissionHint(refusal.detail, spoken)
      return `${spoken ? `${detail} (${on})` : `Cloudsmith refused (${told})`}.${hint}`
    }
    case 404:
      return `Not found, or this credential cannot see it (${told}). Check the slugs of the workspace, repository and package.${withheldHint(refusal, withheld)}`
    case 422:
      return `Cloudsmith does not accept the request (${told}).${details}`
    case 429:
      return `Cloudsmith accepts no more requests for now (${told}).${retryAfter === undefined ? '' : ` Try again at ${whenFrom(now, retryAfter)}.`}`
    default:
      return `Cloudsmith answered ${told}${details}`
  }
}

/** Only where the service says so, or nothing at all: a limit of the storage is no question of permission. */
const permissionHint = (detail: string, spoken: boolean): string =>
  !spoken || /permission|not (authorized|allowed)/i.test(detail) ? ' The credential lacks permission for this.' : ''

function withheldHint({ url }: Refusal, withheld: Distrust | undefined): string {
  if (withheld === undefined) return ''
  const host = URL.parse(url)?.host ?? url
  return `\nThe credential was not sent to ${host}, because ${whyWithheld(withheld, host)}.`
}
