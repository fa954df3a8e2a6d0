import { findOpa, howToInstallOpa } from './opa/find-opa.ts'
import { startOpa } from './opa/opa.ts'
import { versionOfOpa } from './opa/opa-version.ts'
import type { Rego } from './rego.ts'
import { failedOutput, regoOutput } from './rego-output.ts'

/** Options of `opaBinary`. */
export interface OpaBinaryOptions {
  /** Path of the program. Default: the variable `OPA`, or else the first `opa` on the `PATH`. */
  path?: string
}

/** An evaluator that runs OPA. */
export interface OpaBinary extends Rego {
  /** Path of OPA. */
  readonly program: string
  /** Version of OPA. */
  readonly version: string
  /** Ends OPA now instead of with this process. It starts again when it is needed. */
  close(): void
}

/** Functions that access more than the policy and its input. The service has none of them, because it compiles policies to WebAssembly. */
const refused = ['http.send', 'net.lookup_ip_addr', 'opa.runtime']

/**
 * Creates an evaluator of enterprise policies that runs a real `opa`, version 1.6 or later, as a server on loopback. It starts when it is first
 * needed and ends with this process. `time.now_ns()` is the emulator's time.
 *
 * @example const emulator = createEmulator({ rego: opaBinary() })
 * @throws {Error} if the program does not exist, is not OPA, or is too old
 */
export function opaBinary({ path }: OpaBinaryOptions = {}): OpaBinary {
  const program = programAt(path)
  const version = versionOfOpa(program)
  const opa = startOpa(program)

  const evaluate: Rego = async ({ rego }, input, { now }) => {
    const outcome = await opa.evaluate(rego, input, now)
    return 'errors' in outcome ? failedOutput(outcome.errors.join('\n')) : regoOutput(outcome.document)
  }

  /** Also reports what the service would refuse although it compiles. */
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

/** @throws {Error} if there is none */
function programAt(path: string | undefined): string {
  const program = findOpa(path)
  if (program === undefined) throw new Error(`opaBinary: there is no OPA${path ? ` at ${path}` : ''}. ${howToInstallOpa}`)
  return program
}
