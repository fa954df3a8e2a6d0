import type { Envelope } from '../events.ts'
import { helpers } from './helpers.ts'

/** The longest template that a webhook accepts, in characters. @see docs/service.md#webhooks */
const maxTemplate = 4096

/** Options of {@link createRenderer}. */
export interface RendererOptions {
  /**
   * Whether to escape `{{value}}` for HTML, which is Handlebars's default. It is not documented whether the service does; `{{{value}}}` is never
   * escaped. Default: true.
   */
  escape?: boolean
}

/** Renders a template for an event. @throws {RangeError} the template is too long @throws {Error} the template is invalid or fails to render */
export type Renderer = (template: string, event: Envelope) => string

/**
 * Creates a renderer for the templates of a webhook whose body format is Handlebars, with Cloudsmith's own helpers, so that a template can be tried
 * out before it is configured:
 *
 * ```ts
 * const render = await createRenderer()
 * JSON.parse(render('{"text": {{{tojson (concat data.name " is ready")}}}}', exampleEvent('package.synced')))
 * ```
 *
 * Rendering fails if a template uses an unknown helper, or passes a helper the wrong number of values.
 *
 * @throws {Error} the optional peer dependency `handlebars` is not installed
 * @see docs/service.md#handlebars
 */
export async function createRenderer({ escape: escapes = true }: RendererOptions = {}): Promise<Renderer> {
  const handlebars = (await load()).create()
  for (const [name, helper] of Object.entries(helpers)) {
    handlebars.registerHelper(name, (...given: unknown[]) => {
      const values = given.slice(0, -1) // Handlebars adds its options at the end.
      if (values.length === helper.length) return helper(...values)
      throw new TypeError(
        `The helper ${name} takes ${helper.length} ${helper.length === 1 ? 'value' : 'values'}, not ${values.length}.`,
      )
    })
  }

  return function render(template, event) {
    if (template.length > maxTemplate)
      throw new RangeError(`The template has ${template.length} characters; a webhook allows ${maxTemplate}.`)
    return handlebars.compile(template, { noEscape: !escapes })(event)
  }
}

async function load() {
  try {
    return (await import('handlebars')).default
  } catch (cause) {
    throw new Error('Rendering needs the package "handlebars": npm install --save-dev handlebars', { cause })
  }
}
