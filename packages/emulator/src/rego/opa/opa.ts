import { type OpaServer, startServer } from './opa-server.ts'

/** An OPA that knows one policy at a time. */
export interface Opa {
  /** Reads a policy. */
  read(rego: string): Promise<PolicyRead>
  /**
   * What a policy makes of an input: the document of its package.
   *
   * @param now what `time.now_ns()` is, in milliseconds since 1970
   */
  evaluate(
    rego: string,
    input: object,
    now: number,
  ): Promise<{ readonly document: unknown } | { readonly errors: readonly string[] }>
  /** Ends the program now instead of with this process. It starts again when it is needed again. */
  close(): void
}

/** A policy as OPA has understood it, or why it has not: with the place in the source. */
export type PolicyRead = { readonly policy: PolicySource } | { readonly errors: readonly string[] }

/** A policy as OPA has understood it. */
export interface PolicySource {
  /** Of its package: `cloudsmith`, and perhaps more. */
  readonly names: readonly string[]
  /** Whether it names a function such as `http.send`. */
  uses(builtin: string): boolean
}

interface SyntaxTree {
  readonly package: { readonly path: readonly { readonly value: string }[] }
}

/** The one name that policies have in OPA: most are of one package, so that only one can be loaded at a time. */
const place = '/v1/policies/policy.rego'

/** Real milliseconds that an answer may take: a policy always ends, but a line of it may go through a billion numbers first. */
const patience = 30_000

/**
 * Makes what runs a real `opa` as a server on loopback, started when it is first needed and ended with this process.
 *
 * @param most milliseconds for an answer; then OPA is ended, and the policy has that for an error
 */
export function startOpa(program: string, most = patience): Opa {
  let starting: Promise<OpaServer> | undefined
  let loaded: { readonly rego: string; readonly policy: PolicySource } | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: what is loaded must not change before it has been asked. */
  function inTurn<Result>(work: (server: OpaServer) => Promise<Result>): Promise<Result | { errors: readonly string[] }> {
    const done = last.then(async () => {
      starting ??= startServer(program, most)
      return work(await starting).catch((error: Error) => {
        if (error.name !== 'TimeoutError') throw error
        close()
        return { errors: [`OPA has not answered for ${most / 1000} seconds.`] }
      })
    })
    last = done.catch(() => close())
    return done
  }

  async function load(server: OpaServer, rego: string): Promise<PolicyRead> {
    if (loaded?.rego === rego) return loaded
    loaded = undefined
    const { isOk, body } = await server.ask('PUT', place, rego)
    if (!isOk) return { errors: errorsIn(body) }
    const { ast } = ((await server.ask('GET', place)).body as { result: { ast: SyntaxTree } }).result
    loaded = { rego, policy: policySource(ast) }
    return loaded
  }

  function close() {
    const ending = starting
    starting = undefined
    loaded = undefined
    ending?.then((server) => server.stop()).catch(() => {})
  }

  return {
    read: (rego) => inTurn((server) => load(server, rego)),
    evaluate: (rego, input, now) =>
      inTurn(async (server) => {
        const read = await load(server, rego)
        if ('errors' in read) return read
        // A time in nanoseconds is too large for a number of JavaScript, but not for one of Rego.
        const document = `data${read.policy.names.map((name) => `[${JSON.stringify(name)}]`).join('')}`
        const query = `document = ${document} with time.now_ns as ${BigInt(Math.floor(now)) * 1_000_000n}`
        const { isOk, body } = await server.ask('POST', '/v1/query', JSON.stringify({ query, input }))
        if (!isOk) return { errors: errorsIn(body) }
        return { document: (body as { result?: { document: unknown }[] }).result?.[0]?.document }
      }),
    close,
  }
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

function policySource(ast: SyntaxTree): PolicySource {
  const text = JSON.stringify(ast)
  return {
    names: ast.package.path.slice(1).map(({ value }) => value),
    uses: (builtin) => text.includes(referenceTo(builtin)),
  }
}

/** How OPA writes the name of a function in a syntax tree. */
function referenceTo(builtin: string): string {
  const [first, ...rest] = builtin.split('.')
  return JSON.stringify([{ type: 'var', value: first }, ...rest.map((value) => ({ type: 'string', value }))]).slice(0, -1)
}
