import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** The repository. */
export const root = join(import.meta.dirname, '..', '..')

/** The workspace with the consumer's programs, and with what a consumer installs beside our packages. */
export const consumer = join(root, 'tests', 'consumer')

/** A program that the root has installed. */
export const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

/** What a process that ended has left. */
export interface Outcome {
  code: number | null
  /** Both streams. */
  output: string
}

/** Runs a program to its end, whatever that is. */
export async function outcomeOf(command: string, args: readonly string[], cwd = process.cwd()): Promise<Outcome> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [code, out, errors] = await Promise.all([closed, text(child.stdout), text(child.stderr)])
  return { code, output: out + errors }
}

/**
 * Runs a program that must succeed, and shows what it says.
 *
 * @throws {Error} it fails
 */
export async function run(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await outcomeOf(command, args)
  console.log(output.trimEnd())
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
}
