import { parseArgs } from 'node:util'

/** What the caller wants measured. */
export interface Command {
  name: string
  /** File to write the figures to. */
  json: string | undefined
  /** Whether the outcome is kept in `results`, for the site. */
  isRecorded: boolean
}

/**
 * Reads the command line: `NAME [--json FILE] [--record]`.
 *
 * @param known what can be measured: names, each with a line about it
 * @throws {Error} it asks for something else; the message lists the names
 */
export function readCommand(args: readonly string[], known: Readonly<Record<string, { about: string }>>): Command {
  // `pnpm bench -- size` hands the dashes on.
  const own = args[0] === '--' ? args.slice(1) : [...args]
  try {
    const { positionals, values } = parseArgs({
      args: own,
      allowPositionals: true,
      options: { json: { type: 'string' }, record: { type: 'boolean', default: false } },
    })
    const [name, ...others] = positionals
    if (name === undefined) throw new Error('No benchmark is named.')
    if (others.length > 0) throw new Error(`One benchmark at a time, not ${positionals.length}.`)
    if (!Object.hasOwn(known, name)) throw new Error(`There is no benchmark ${JSON.stringify(name)}.`)
    return { name, json: values.json, isRecorded: values.record }
  } catch (cause) {
    const names = Object.entries(known).map(([name, { about }]) => `  ${name.padEnd(12)}${about}`)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${reason}\nUsage: pnpm bench NAME [--json FILE] [--record], where NAME is one of\n${names.join('\n')}`, {
      cause,
    })
  }
}
