import { Writable } from 'node:stream'
import type { Sink } from '../core/context.ts'
import type { Task } from '../frame/task.ts'

/** A choice in a question. */
export interface Choice {
  readonly value: string
  /** Text that is shown. Default: the value. */
  readonly label?: string
}

/** Asks questions at a terminal. */
export interface Prompts {
  /** @throws {DOMException} `AbortError`: the person left */
  choose(question: string, choices: readonly Choice[], proposed?: string): Promise<string>
  /** @throws {DOMException} `AbortError`: the person left */
  agree(question: string): Promise<boolean>
}

/** Questions on standard error; undefined if nobody can answer, as in CI. */
export async function promptsOf({ context: { stdin, stderr, env, signal } }: Task): Promise<Prompts | undefined> {
  if (stdin.isTTY !== true || stderr.isTTY !== true || env.CI || env.TERM === 'dumb') return undefined
  const { confirm, select } = await import('@clack/prompts')
  const terminal = { input: stdin, output: writableOf(stderr), signal }
  return {
    async choose(message, choices, proposed) {
      const options = choices.map((choice) => ({ ...choice }))
      const about = { ...terminal, message, options }
      return given(await select<string>(proposed === undefined ? about : { ...about, initialValue: proposed }))
    },
    agree: async (message) => given(await confirm({ ...terminal, message, initialValue: false })),
  }
}

/** @throws {DOMException} the question was cancelled */
function given<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (typeof answer !== 'symbol') return answer as Exclude<Answer, symbol>
  throw new DOMException('Nothing was chosen, and nothing was written.', 'AbortError')
}

/**
 * Makes a stream of Node for a sink that is none, such as a collector in tests, or for a terminal that reports a width of 0, as some in containers
 * do.
 */
function writableOf(sink: Sink): Writable {
  const { isTTY, columns } = sink
  if (sink instanceof Writable && columns !== 0) return sink
  const stream = new Writable({
    decodeStrings: false,
    write(text, _, written) {
      sink.write(String(text))
      written()
    },
  })
  return Object.assign(stream, { isTTY, columns: columns || 80 })
}
