import type { LoadedPolicy } from '@open-policy-agent/opa-wasm'
import type { Fact } from '../gates/outcome.ts'
import { sha256Of } from '../text/bytes.ts'
import type { RegoInput } from './input.ts'
import { RegoError, type RegoPolicy } from './policy.ts'
import { timeBuiltins } from './time-builtins.ts'

/** Options of {@link wasmPolicy}. */
export interface WasmPolicyOptions {
  /** What to ask, as it was named to `opa build -e`. Default: the entry point highest up. */
  entrypoint?: string | undefined
  /** What the policy sees as `data`: the bundle's `data.json`. Default: nothing. */
  data?: { readonly [key: string]: Fact } | undefined
}

/**
 * Loads a policy that `opa build -t wasm` compiled. Needs the package `@open-policy-agent/opa-wasm`. Functions that Rego leaves to
 * its host are there as far as that package has them, and of `time` the few that deal with moments and days.
 *
 * @param wasm the file `policy.wasm` of the bundle
 * @throws {RegoError} the package is not installed, the bytes are no policy, or it has no such entry point
 */
export async function wasmPolicy(
  wasm: Uint8Array<ArrayBuffer>,
  { entrypoint, data }: WasmPolicyOptions = {},
): Promise<RegoPolicy> {
  let now = ''
  const builtins = timeBuiltins(() => now)
  const policy = await load(wasm, builtins)
  const entrypoints = Object.keys(policy.entrypoints as Record<string, number>).sort((a, b) => a.length - b.length)
  const asked = entrypoint ?? entrypoints[0]
  if (asked === undefined || !entrypoints.includes(asked)) {
    throw new RegoError(`The policy has no entry point ${asked}, only ${entrypoints.join(', ')}. Name it to opa build with -e.`)
  }
  if (data !== undefined) policy.setData(data)
  const sha256 = sha256Of(wasm)
  return {
    identity: { wasm: sha256, entrypoint: asked, data: data ?? {} },
    // Nothing is awaited in between, so one instance answers one question at a time.
    async evaluate(input: RegoInput) {
      now = input.now
      const results = attempt(() => policy.evaluate(input, asked)) as readonly { readonly result: unknown }[]
      return results[0]?.result
    },
  }
}

async function load(wasm: Uint8Array<ArrayBuffer>, builtins: ReturnType<typeof timeBuiltins>): Promise<LoadedPolicy> {
  const { loadPolicy } = await import('@open-policy-agent/opa-wasm').catch((cause: unknown) => {
    throw new RegoError(
      'Compiled policies need the package @open-policy-agent/opa-wasm. Install it, or ask a server with opaServer.',
      {
        cause,
      },
    )
  })
  return await loadPolicy(wasm, {}, builtins).catch((cause: unknown) => {
    throw new RegoError(
      `The policy cannot be loaded (${wordsOf(cause)}). Give the policy.wasm of a bundle that opa build -t wasm made.`,
    )
  })
}

function attempt<T>(evaluate: () => T): T {
  try {
    return evaluate()
  } catch (cause) {
    throw new RegoError(`The policy failed: ${wordsOf(cause)}.`)
  }
}

/** The runtime throws texts and plain objects, too. */
function wordsOf(cause: unknown): string {
  if (typeof cause === 'string') return cause
  const { message } = (cause ?? {}) as { message?: unknown }
  return typeof message === 'string' ? message : String(cause)
}
