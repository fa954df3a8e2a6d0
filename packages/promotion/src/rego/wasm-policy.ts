import { type CompiledPolicy, loadPolicy, MissingRuntimeError, messageOf } from '@cloudsmith-sdk/rego'
import type { Fact } from '../gates/outcome.ts'
import { sha256Of } from '../text/bytes.ts'
import type { RegoInput } from './input.ts'
import { RegoError, type RegoPolicy } from './policy.ts'

/** Options of {@link wasmPolicy}. */
export interface WasmPolicyOptions {
  /** The entry point to evaluate, as passed to `opa build -e`. Default: the one with the shortest path. */
  entrypoint?: string | undefined
  /** What the policy gets as `data`: the bundle's `data.json`. Default: nothing. */
  data?: { readonly [key: string]: Fact } | undefined
}

/**
 * Loads a policy compiled by `opa build -t wasm`. Requires the package `@open-policy-agent/opa-wasm`. Of the built-in functions that the host
 * must provide, those of that package are available, and a few of `time` and `semver` for times, days and versions.
 *
 * @param wasm the file `policy.wasm` of the bundle
 * @throws {RegoError} the package is not installed, the bytes are not a policy, or it has no such entry point
 */
export async function wasmPolicy(
  wasm: Uint8Array<ArrayBuffer>,
  { entrypoint, data }: WasmPolicyOptions = {},
): Promise<RegoPolicy> {
  const policy = await load(wasm, data)
  const entrypoints = policy.entrypoints.toSorted((a, b) => a.length - b.length)
  const asked = entrypoint ?? entrypoints[0]
  if (asked === undefined || !entrypoints.includes(asked)) {
    throw new RegoError(`The policy has no entry point ${asked}, only ${entrypoints.join(', ')}. Pass it to opa build with -e.`)
  }
  return {
    identity: { wasm: sha256Of(wasm), entrypoint: asked, data: data ?? {} },
    async evaluate(input: RegoInput) {
      try {
        return policy.evaluate(input, asked, Date.parse(input.now))
      } catch (cause) {
        throw new RegoError(`The policy failed: ${messageOf(cause)}.`)
      }
    },
  }
}

async function load(wasm: Uint8Array<ArrayBuffer>, data: WasmPolicyOptions['data']): Promise<CompiledPolicy> {
  try {
    return await loadPolicy(wasm, data)
  } catch (cause) {
    throw cause instanceof MissingRuntimeError
      ? new RegoError(`${cause.message}, or evaluate it on a server with opaServer.`, { cause })
      : new RegoError(
          `The policy cannot be loaded (${messageOf(cause)}). Pass the policy.wasm of a bundle that opa build -t wasm made.`,
        )
  }
}
