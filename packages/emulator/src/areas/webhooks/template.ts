import type { FieldErrors } from '../../core/errors.ts'
import { withinTime } from './bounded-time.ts'
import { DeliveryRefused } from './delivery-refused.ts'
import type { WebhookRecord } from './records.ts'
import { templateHelpers } from './template-helpers.ts'

/** What is rendered: anything that says which event it is of. */
interface Payload {
  readonly meta: { readonly event_id: string }
}

/** Milliseconds for a template, in which everybody waits. */
const mostTime = 500

/** Characters of what is rendered. */
const longest = 2 ** 20

type Templates = WebhookRecord['settings']['templates']

/** Handlebars with the service's own functions, loaded when the first webhook wants it. What objects inherit stays out of reach. */
let loading: ReturnType<typeof load> | undefined

async function load() {
  // It is a part of what is built: as a dependency it would bring a minifier and its own command line along.
  const { default: library } = await import('handlebars/dist/handlebars.min.js')
  const handlebars = library.create()
  for (const [name, helper] of Object.entries(templateHelpers)) {
    handlebars.registerHelper(name, (...given: unknown[]) => {
      const values = given.slice(0, -1) // The last one is Handlebars' own.
      if (values.length !== helper.length) throw new TypeError(`${name} takes ${helper.length} values, not ${values.length}.`)
      return helper(...values)
    })
  }
  // It would write into the log of whoever runs the emulator.
  handlebars.unregisterHelper('log')
  return handlebars
}

function handlebars() {
  loading ??= load()
  return loading
}

/** What is wrong with each template, by its place in the list; empty where all can be rendered. */
export async function templateErrors(templates: Templates): Promise<FieldErrors> {
  const { precompile } = await handlebars()
  const errors: FieldErrors = {}
  for (const [index, { template }] of templates.entries()) {
    try {
      const read = withinTime(mostTime, () => precompile(template ?? ''))
      if (read === undefined) errors[index] = { template: ['It takes more than half a second to read.'] }
    } catch (error) {
      errors[index] = { template: [inOneLine(error instanceof Error ? error.message : String(error))] }
    }
  }
  return errors
}

/** `Parse error on line 1: {{#if}}: Expecting …`: without the mark below the place, which needs lines of its own. */
function inOneLine(message: string): string {
  const [first = '', ...others] = message.split('\n').filter((line) => !/^-*\^$/.test(line))
  return others.length === 0 ? first : `${first} ${others.join(': ')}`
}

/**
 * Renders the template of an event: its own, or else that of `*`. Without either there is nothing to say: the text is empty.
 *
 * @throws {Error} for a template that calls what there is not, or reckons with what is no number
 * @throws {DeliveryRefused} for one that goes on for ever, or hardly ends: a hundred characters may say so
 */
export async function render(templates: Templates, payload: Payload): Promise<string> {
  const { event_id: event } = payload.meta
  const template = [event, '*'].map((wanted) => templates.find((one) => one.event === wanted)?.template).find(Boolean) ?? ''
  const { compile } = await handlebars()
  const rendered = withinTime(mostTime, () => compile(template)(payload))
  if (rendered === undefined) throw new DeliveryRefused('the template takes more than half a second to render.')
  if (rendered.result.length > longest) throw new DeliveryRefused(`the template renders to more than ${longest} characters.`)
  return rendered.result
}
