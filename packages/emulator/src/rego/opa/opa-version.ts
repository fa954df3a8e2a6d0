import { execFileSync } from 'node:child_process'

/** The oldest OPA that accepts `input.v0.package`, as the service does, although `package` is a keyword of Rego. */
export const oldestOpa = '1.6.0'

/** How long OPA may take to report its version, in real milliseconds. */
const patience = 10_000

/**
 * The version of an OPA according to `opa version`. The program gets no environment variables except the one that programs need on Windows.
 *
 * @throws {Error} if the program does not run, is not OPA, or is older than {@link oldestOpa}
 */
export function versionOfOpa(program: string): string {
  const told = tell(program)
  const [, version, major, minor] = /^Version:\s*v?((\d+)\.(\d+)\.\S+)/m.exec(told) ?? []
  if (version === undefined) {
    throw new Error(`${program} is not OPA: when asked for its version, it printed ${JSON.stringify(told.trim().slice(0, 200))}.`)
  }
  const [oldestMajor = 0, oldestMinor = 0] = oldestOpa.split('.').map(Number)
  if (Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor)) {
    throw new Error(
      `${program} is OPA ${version}, which is too old: policies of the service may say input.v0.package, which OPA reads from ${oldestOpa} on.`,
    )
  }
  return version
}

function tell(program: string): string {
  try {
    return execFileSync(program, ['version'], {
      encoding: 'utf8',
      timeout: patience,
      maxBuffer: 65_536,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot },
    })
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    const why = stderr?.trim() || message
    throw new Error(`${program} does not report its version like OPA: ${why.slice(0, 500)}`, { cause: error })
  }
}
