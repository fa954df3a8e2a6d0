import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { visibleJson } from '../core/visible-json.ts'
import type { OutputFormat } from './formats.ts'
import { junit } from './junit.ts'
import { markerRoom } from './marker.ts'
import { sarif } from './sarif.ts'

/** Renders a result in a format, with a line break at the end. */
export async function render(result: Result, format: OutputFormat): Promise<string> {
  const text = await writers[format](result)
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

const writers: Readonly<Record<OutputFormat, (result: Result) => string | Promise<string>>> = {
  text: ({ text }) => text,
  json: ({ document }) => visibleJson(document, 2),
  ndjson: ({ document, rows = [document] }) => rows.map((row) => visibleJson(row)).join('\n'),
  markdown: async ({ markdown }) => {
    const { markdownLimits } = await engine()
    // Leaves room for the marker by which the comment is found again.
    return markdown({ limit: markdownLimits.comment - markerRoom })
  },
  junit,
  sarif,
}
