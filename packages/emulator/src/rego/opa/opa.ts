import { type OpaServer, startServer } from './opa-server.ts'

/** An OPA with one policy loaded at a time. */
export interface Opa {
  /** Parses a policy. */
  read(rego: string): Promise<PolicyRead>
  /**
   * Evaluates a policy: the result is the document of its package.
   *
   * @param now the time that `time.now_ns()` is based on, in milliseconds since 1970
   */
  evaluate(
    rego: string,
    input: object,
    now: number,
  ): Promise<{ readonly document: unknown } | { readonly errors: readonly string[] }>
  /** Ends the program now instead of with this process. It starts again when it is needed. */
  close(): void
}

/** A parsed policy, or the errors with their places in the source. */
export type PolicyRead = { readonly policy: PolicySource } | { readonly errors: readonly string[] }

/** A parsed policy. */
export interface PolicySource {
  /** The names that make up its package: `cloudsmith`, and perhaps more. */
  readonly names: readonly string[]
  /** Whether it refers to a built-in function such as `http.send`. */
  uses(builtin: string): boolean
}

interface SyntaxTree {
  readonly package: { readonly path: readonly { readonly value: string }[] }
}

/** The one path under which policies are loaded: most have the same package, so only one can be loaded at a time. */
const place = '/v1/policies/policy.rego'

/** How long a response may take, in real milliseconds. Policies always terminate, but a line may loop over a billion numbers first. */
const patience = 30_000

/**
 * Creates a runner of a real `opa`, as a server on loopback that starts when it is first needed and ends with this process.
 *
 * @param most how long a response may take, in milliseconds; after that OPA is ended, and the evaluation fails with that error
 */
export function startOpa(program: string, most = patience): Opa {
  let starting: Promise<OpaServer> | undefined
  let loaded: { readonly rego: string; readonly policy: PolicySource } | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Runs one evaluation at a time, because the loaded policy must not change before it has been queried. */
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
        // A time in nanoseconds exceeds the safe integers of JavaScript, but not the numbers of Rego.
        const document = `data${read.policy.names.map((name) => `[${JSON.stringify(name)}]`).join('')}`
        const query = `document = ${document} with time.now_ns as ${BigInt(Math.floor(now)) * 1_000_000n}`
        const { isOk, body } = await server.ask('POST', '/v1/query', JSON.stringify({ query, input }))
        if (!isOk) return { errors: errorsIn(body) }
        return { document: (body as { result?: { document: unknown }[] }).result?.[0]?.document }
      }),
    close,
  }
}

/** OPA's error messages, with their places in the source. */
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

/** The name of a function in OPA's syntax tree. */
function referenceTo(builtin: string): string {
  const [first, ...rest] = builtin.split('.')
  return JSON.stringify([{ type: 'var', value: first }, ...rest.map((value) => ({ type: 'string', value }))]).slice(0, -1)
}
