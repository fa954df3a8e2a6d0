import { findOpa, howToInstallOpa } from './opa/find-opa.ts'
import { startOpa } from './opa/opa.ts'
import { versionOfOpa } from './opa/opa-version.ts'
import type { Rego } from './rego.ts'
import { failedOutput, regoOutput } from './rego-output.ts'

/** @see opaBinary */
export interface OpaBinaryOptions {
  /** Where the program is; the variable `OPA`, or else the `PATH`, says so otherwise. */
  path?: string
}

/** An evaluator that runs OPA. */
export interface OpaBinary extends Rego {
  /** Where OPA is. */
  readonly program: string
  /** Its version. */
  readonly version: string
  /** Ends OPA now instead of with this process. It starts again when it is needed again. */
  close(): void
}

/** What reaches beyond the policy and its input. The service has none of it: it compiles policies to WebAssembly. */
const refused = ['http.send', 'net.lookup_ip_addr', 'opa.runtime']

/**
 * An evaluator of enterprise policies that runs a real `opa`, version 1.6 or later: as a server on loopback, started when it is first
 * needed and ended with this process. `time.now_ns()` is the time of the emulator.
 *
 * @example
 * const emulator = createEmulator({ rego: opaBinary() })
 * @throws {Error} when there is no such program, it is no OPA, or too old a one
 */
export function opaBinary({ path }: OpaBinaryOptions = {}): OpaBinary {
  const program = programAt(path)
  const version = versionOfOpa(program)
  const opa = startOpa(program)

  const evaluate: Rego = async ({ rego }, input, { now }) => {
    const outcome = await opa.evaluate(rego, input, now)
    return 'errors' in outcome ? failedOutput(outcome.errors.join('\n')) : regoOutput(outcome.document)
  }

  /** Says also what the service would not take of a policy that compiles. */
  const check: Rego['check'] = async ({ rego }) => {
    const read = await opa.read(rego)
    if ('errors' in read) return read.errors
    const { names, uses } = read.policy
    const place = `The package has to be cloudsmith, or begin with cloudsmith, unlike ${names.join('.')}.`
    const used = refused.filter(uses).map((builtin) => `${builtin} cannot be used in policies.`)
    return names[0] === 'cloudsmith' ? used : [place, ...used]
  }

  return Object.assign(evaluate, { program, version, check, close: opa.close })
}

/** @throws {Error} where there is none */
function programAt(path: string | undefined): string {
  const program = findOpa(path)
  if (program === undefined) throw new Error(`opaBinary: there is no OPA${path ? ` at ${path}` : ''}. ${howToInstallOpa}`)
  return program
}
