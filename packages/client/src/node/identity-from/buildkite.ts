import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Environment } from '../environment.ts'
import { IdentityError } from '../errors.ts'
import { longestAnswer, tokenTimeout } from '../request-identity.ts'
import type { Detector } from './detector.ts'

const agent = 'buildkite-agent'

/** Buildkite: its agent requests the token for the job. */
export const buildkite: Detector = {
  id: 'buildkite',
  name: 'Buildkite',
  detect({ environment, audience }) {
    if (environment.variable('BUILDKITE') !== 'true') return undefined
    const program = findAgent(environment)
    if (program === undefined) return { lacks: `${agent} is not on the PATH of the step` }
    return { identityToken: () => ask(program, ['oidc', 'request-token', '--audience', audience], environment) }
  },
}

function findAgent({ variable, platform }: Environment): string | undefined {
  const name = platform === 'win32' ? `${agent}.exe` : agent
  return (variable('PATH', 'Path') ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @throws {IdentityError} the agent fails or takes too long; the error reports only its exit code, not its output */
function ask(program: string, args: readonly string[], { variables }: Environment): Promise<string> {
  const limits = { timeout: tokenTimeout, maxBuffer: longestAnswer, killSignal: 'SIGKILL', windowsHide: true } as const
  return new Promise((resolve, reject) => {
    execFile(program, args, { ...limits, env: { ...variables } }, (error, stdout) => {
      if (error === null) return resolve(stdout.trim())
      const why = typeof error.code === 'number' ? `ended with ${error.code}` : 'printed too much, or did not finish in time'
      reject(new IdentityError(`${agent} oidc request-token ${why}.`))
    })
  })
}
