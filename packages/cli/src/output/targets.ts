import { oneOf } from '../core/one-of.ts'
import { UsageError } from '../core/usage-error.ts'
import { type OutputFormat, outputFormats } from './formats.ts'

/** A form of the result, and where it goes. */
export interface Target {
  readonly format: OutputFormat
  /** Undefined: standard output. */
  readonly file: string | undefined
}

/**
 * Reads `--output`: `json` for standard output, `junit=report.xml` for a file. Standard output is text where nothing is said of it.
 *
 * @throws {UsageError} an unknown format, or two for standard output or for one file
 */
export function parseTargets(said: readonly string[]): readonly Target[] {
  const targets = said.map(parseTarget)
  const places = targets.map(({ file }) => file)
  const twice = places.find((place, index) => places.indexOf(place) < index)
  if (targets.length > 0 && new Set(places).size < places.length)
    throw new UsageError(
      `--output: ${twice === undefined ? 'standard output takes only one format' : `${twice} is named twice`}. Write the others to files of their own: --output junit=report.xml.`,
    )
  return places.includes(undefined) ? targets : [{ format: 'text', file: undefined }, ...targets]
}

function parseTarget(said: string): Target {
  const [name = '', ...rest] = said.split('=')
  const format = oneOf('--output', name, outputFormats)
  const file = rest.join('=')
  if (rest.length > 0 && file === '') throw new UsageError(`--output ${said}: name the file, such as ${format}=report.${format}.`)
  return { format, file: rest.length > 0 ? file : undefined }
}
