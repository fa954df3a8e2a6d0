import { type Block, block, type Fact, type Outcome, pass, wait } from '../gates/outcome.ts'
import { byKey } from '../repository/identity.ts'
import { RegoError } from './policy.ts'

/**
 * Turns the document that a policy returns into an outcome: a non-empty `deny` blocks the package, a non-empty `wait` makes it wait, and if
 * both are empty it passes. Elements are sentences, or objects with a sentence in `msg`; an element of `wait` may name the time in `until`,
 * in ISO 8601.
 *
 * @throws {RegoError} the document has no `deny`: a policy that says nothing lets nothing through
 */
export function outcomeOf(document: unknown, mayWaive: Block['mayWaive'] | undefined): Outcome {
  const deny = reasonsOf(document, 'deny')
  if (deny === undefined) {
    throw new RegoError(
      "The policy's answer has no deny. Check the path: it must lead to a Rego package, or to an object with deny.",
    )
  }
  const needed = 'nothing that the policy denies'
  if (deny.length > 0) return block({ why: messages(deny), seen: deny.map(({ seen }) => seen), needed, mayWaive })
  const waits = reasonsOf(document, 'wait') ?? []
  if (waits.length === 0) return pass()
  const until = waits.every((reason) => reason.until !== undefined)
    ? waits
        .map((reason) => reason.until ?? '')
        .sort()
        .at(-1)
    : undefined
  return wait({ for: messages(waits), until, seen: waits.map(({ seen }) => seen), needed: 'nothing that the policy waits for' })
}

interface Reason {
  readonly message: string
  readonly until: string | undefined
  readonly seen: Fact
}

const messages = (reasons: readonly Reason[]): string => reasons.map(({ message }) => message).join('; ')

/** The reasons of a rule, sorted by message; undefined if the document does not have the rule. */
function reasonsOf(document: unknown, rule: 'deny' | 'wait'): Reason[] | undefined {
  const value = field(document, rule)
  if (value === undefined) return undefined
  if (!Array.isArray(value))
    throw new RegoError(`The policy's ${rule} is not a set. Write it like: ${rule} contains msg if { … }`)
  // Sets are unordered, and evaluators return them in different orders.
  return value.map((element) => reasonOf(element, rule)).sort((a, b) => byKey(a.message, b.message))
}

function reasonOf(element: unknown, rule: string): Reason {
  const message = typeof element === 'string' ? element : field(element, 'msg')
  if (typeof message !== 'string')
    throw new RegoError(`An element of the policy's ${rule} is neither a string nor an object with msg.`)
  return { message: message.replace(/\.$/, ''), until: moment(field(element, 'until')), seen: element as Fact }
}

function moment(until: unknown): string | undefined {
  if (until === undefined) return undefined
  const date = new Date(String(until))
  if (Number.isNaN(date.getTime())) throw new RegoError(`The policy waits until ${JSON.stringify(until)}, which is not a date.`)
  return date.toISOString()
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
