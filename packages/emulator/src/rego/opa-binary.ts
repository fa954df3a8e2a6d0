import { findOpa, howToInstallOpa } from './find-opa.ts'
import { type OpaServer, startOpa } from './opa-server.ts'
import { versionOfOpa } from './opa-version.ts'
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

/** The one name that policies have in OPA: most are of the package `cloudsmith`, so that only one can be loaded at a time. */
const place = '/v1/policies/policy.rego'

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
  let starting: Promise<OpaServer> | undefined
  let loaded: Loaded | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: what is loaded must not change before it has been asked. */
  function inTurn<Result>(work: (server: OpaServer) => Promise<Result>): Promise<Result> {
    const done = last.then(async () => {
      starting ??= startOpa(program)
      return work(await starting)
    })
    last = done.catch(() => close())
    return done
  }

  async function load(server: OpaServer, rego: string): Promise<string[]> {
    if (loaded?.rego === rego) return []
    loaded = undefined
    const { isOk, body } = await server.ask('PUT', place, rego)
    if (!isOk) return errorsIn(body)
    const { ast } = ((await server.ask('GET', place)).body as { result: { ast: SyntaxTree } }).result
    loaded = { rego, ast, names: ast.package.path.slice(1).map(({ value }) => value) }
    return []
  }

  function close() {
    const ending = starting
    starting = undefined
    loaded = undefined
    ending?.then((server) => server.stop()).catch(() => {})
  }

  const evaluate: Rego = ({ rego }, input, { now }) =>
    inTurn(async (server) => {
      const errors = await load(server, rego)
      if (errors.length > 0 || loaded === undefined) return failedOutput(errors.join('\n'))
      // A time in nanoseconds is too large for a number of JavaScript, but not for one of Rego.
      const document = `data${loaded.names.map((name) => `[${JSON.stringify(name)}]`).join('')}`
      const query = `variables = ${document} with time.now_ns as ${BigInt(Math.floor(now)) * 1_000_000n}`
      const { isOk, body } = await server.ask('POST', '/v1/query', JSON.stringify({ query, input }))
      if (!isOk) return failedOutput(errorsIn(body).join('\n'))
      return regoOutput((body as { result?: { variables: unknown }[] }).result?.[0]?.variables)
    })

  const check: Rego['check'] = ({ rego }) =>
    inTurn(async (server) => {
      const errors = await load(server, rego)
      return loaded === undefined ? errors : problemsOf(loaded)
    })

  return Object.assign(evaluate, { program, version, check, close })
}

/** @throws {Error} where there is none */
function programAt(path: string | undefined): string {
  const program = findOpa(path)
  if (program === undefined) throw new Error(`opaBinary: there is no OPA${path ? ` at ${path}` : ''}. ${howToInstallOpa}`)
  return program
}

/** A policy as OPA has understood it. */
interface Loaded {
  readonly rego: string
  readonly ast: SyntaxTree
  /** Of its package: `cloudsmith`, and perhaps more. */
  readonly names: readonly string[]
}

interface SyntaxTree {
  readonly package: { readonly path: readonly { readonly value: string }[] }
}

/** The messages of OPA, with their place in the source. */
function errorsIn(body: unknown): string[] {
  const { message = 'OPA does not say what is wrong.', errors = [] } = body as {
    message?: string
    errors?: { message: string; code: string; location?: { row: number; col: number } }[]
  }
  if (errors.length === 0) return [message]
  return errors.map(
    ({ location, code, ...error }) => `${location ? `${location.row}:${location.col}: ` : ''}${code}: ${error.message}`,
  )
}

/** What the service would not take of a policy that compiles. */
function problemsOf({ ast, names }: Loaded): string[] {
  const text = JSON.stringify(ast)
  const used = refused.filter((builtin) => text.includes(referenceTo(builtin)))
  return [
    ...(names[0] === 'cloudsmith'
      ? []
      : [`The package has to be cloudsmith, or begin with cloudsmith, unlike ${names.join('.')}.`]),
    ...used.map((builtin) => `${builtin} cannot be used in policies.`),
  ]
}

/** How OPA writes the name of a function in a syntax tree. */
function referenceTo(builtin: string): string {
  const [first, ...rest] = builtin.split('.')
  return JSON.stringify([{ type: 'var', value: first }, ...rest.map((value) => ({ type: 'string', value }))]).slice(0, -1)
}
