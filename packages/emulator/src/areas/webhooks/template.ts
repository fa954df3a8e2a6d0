import type { FieldErrors } from '../../core/errors.ts'
import { withinTime } from './bounded-time.ts'
import { DeliveryRefused } from './delivery-refused.ts'
import type { WebhookRecord } from './records.ts'
import { templateHelpers } from './template-helpers.ts'

/** The data of a template: anything that contains its event. */
interface Payload {
  readonly meta: { readonly event_id: string }
}

/** Time limit for a template in milliseconds, during which everything else waits. */
const mostTime = 500

/** Most characters of the result. */
const longest = 2 ** 20

type Templates = WebhookRecord['settings']['templates']

/** Handlebars with the service's helpers, loaded for the first webhook that needs it. Inherited properties are not accessible. */
let loading: ReturnType<typeof load> | undefined

async function load() {
  // It is bundled: as a dependency, it would install a minifier and a command line as well.
  const { default: library } = await import('handlebars/dist/handlebars.min.js')
  const handlebars = library.create()
  for (const [name, helper] of Object.entries(templateHelpers)) {
    handlebars.registerHelper(name, (...given: unknown[]) => {
      const values = given.slice(0, -1) // Handlebars adds the last one.
      if (values.length !== helper.length) throw new TypeError(`${name} takes ${helper.length} values, not ${values.length}.`)
      return helper(...values)
    })
  }
  // It would write to the console of whoever runs the emulator.
  handlebars.unregisterHelper('log')
  return handlebars
}

function handlebars() {
  loading ??= load()
  return loading
}

/** What is wrong with each template, by its index; empty if all can be rendered. */
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

/** `Parse error on line 1: {{#if}}: Expecting …`: without the marker below the position, which needs several lines. */
function inOneLine(message: string): string {
  const [first = '', ...others] = message.split('\n').filter((line) => !/^-*\^$/.test(line))
  return others.length === 0 ? first : `${first} ${others.join(': ')}`
}

/**
 * Renders the template of an event, or else that of `*`. Without either, the result is empty.
 *
 * @throws {Error} if a template calls an unknown helper, or computes with something that is not a number
 * @throws {DeliveryRefused} if it does not end, or takes too long, which even a hundred characters can
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
