import { oneOf } from '../core/one-of.ts'
import { UsageError } from '../core/usage-error.ts'
import { type OutputFormat, outputFormats } from './formats.ts'

/** An output format, and where it is written. */
export interface Target {
  readonly format: OutputFormat
  /** Path of the file; undefined for standard output. */
  readonly file: string | undefined
}

/**
 * Parses `--output`: `json` for standard output, `junit=report.xml` for a file. The default for standard output is `text`.
 *
 * @throws {UsageError} a format is unknown, or two are for standard output or for the same file
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
