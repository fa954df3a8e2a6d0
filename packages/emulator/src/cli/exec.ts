import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Emulator } from '../emulator.ts'

/** Signals that are passed on to the command. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The exit code of shells for a program that does not exist. */
const notFound = 127

/** An API key that belongs to nobody, for an emulator without accounts, so that the command does not use a key of the real service. */
const noKey = 'nobody-has-this-key'

/** The environment variables with the emulator's URL and the API key of the first owner, which the vendor's command line and the client read. */
export function variablesFor({ world }: Emulator, url: string): Readonly<Record<string, string>> {
  const all = [...world.workspaces.values()].flatMap(({ members }) => [...members.values()])
  // In a mirror, only one account has a key.
  const members = all.filter(({ account }) => account.keys.size > 0)
  const owner = members.find(({ role }) => role === 'Owner') ?? members[0]
  const [named] = owner?.account.keys.values() ?? []
  return { CLOUDSMITH_API_HOST: url, CLOUDSMITH_API_KEY: named?.key ?? noKey }
}

/**
 * Runs a command until it ends, and passes signals on to it.
 *
 * @param complain called with the reason if the command cannot be started
 * @returns its exit code; 128 plus the number of the signal that ended it; 127 if there is no such program
 */
export function exec(
  [program = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string>>,
  complain: (why: string) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...variables } })
    const pass = (signal: NodeJS.Signals) => {
      // A terminal sends the signal to all of its processes, so the command has got it already.
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
