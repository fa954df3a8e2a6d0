import type { CallContext } from '../transport/transport.ts'
import type { Distrust } from '../transport/trust.ts'
import { explainAnonymous } from './anonymous.ts'
import type { Refusal } from './api.ts'
import { nameOf, said } from './failed.ts'
import { whenFrom } from './held-back.ts'
import { whyWithheld } from './why-withheld.ts'

/** What is known about a call that was refused. */
export interface RefusedCall {
  readonly context: CallContext
  /** Whether a credential was sent. */
  readonly authenticated: boolean
  /** Why the client's credential was not sent to this address, if it has one. */
  readonly withheld?: Distrust | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Largest number of fields listed in a message. */
const mostFields = 20

/**
 * The message for an error response: what happened, in the service's own words, and what to do about it.
 *
 * @param spoken whether the service gave a reason; otherwise `detail` only describes the response
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

/** Only if the service mentions permission or gives no reason: a storage limit, for example, has nothing to do with permissions. */
const permissionHint = (detail: string, spoken: boolean): string =>
  !spoken || /permission|not (authorized|allowed)/i.test(detail) ? ' The credential lacks permission for this.' : ''

function withheldHint({ url }: Refusal, withheld: Distrust | undefined): string {
  if (withheld === undefined) return ''
  const host = URL.parse(url)?.host ?? url
  return `\nThe credential was not sent to ${host}, because ${whyWithheld(withheld, host)}.`
}
