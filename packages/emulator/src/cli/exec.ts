import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Emulator } from '../emulator.ts'

/** What ends a command, or is for it to know of. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Exit code of shells for a program that there is not. */
const notFound = 127

/** The key of nobody, where the emulator knows nobody: a key of the real service is none of its business. */
const noKey = 'nobody-has-this-key'

/** The variables by which the vendor's command line and the client find the emulator, and whom they act as: the first owner. */
export function variablesFor({ world }: Emulator, url: string): Readonly<Record<string, string>> {
  const all = [...world.workspaces.values()].flatMap(({ members }) => [...members.values()])
  // Of those that were mirrored, only one may sign in.
  const members = all.filter(({ account }) => account.keys.size > 0)
  const owner = members.find(({ role }) => role === 'Owner') ?? members[0]
  const [named] = owner?.account.keys.values() ?? []
  return { CLOUDSMITH_API_HOST: url, CLOUDSMITH_API_KEY: named?.key ?? noKey }
}

/**
 * Runs a command until it ends, and hands on the signals that come meanwhile.
 *
 * @param complain is told why it cannot be run
 * @returns its exit code; 128 and the number of the signal that ended it; 127 where there is no such program
 */
export function exec(
  [program = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string>>,
  complain: (why: string) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...variables } })
    const pass = (signal: NodeJS.Signals) => {
      // A terminal has told the command already, as it tells all that run in it.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of signals) process.on(signal, pass)
    const settle = () => {
      for (const signal of signals) process.off(signal, pass)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle()
      complain(`${program} cannot be run: ${error.code === 'ENOENT' ? 'the program was not found.' : error.message}`)
      resolve(notFound)
    })
    child.once('exit', (code, signal) => {
      settle()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
