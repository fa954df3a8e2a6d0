import { hostFunctions } from './host-functions.ts'

/** A policy that was compiled to WebAssembly. */
export interface CompiledPolicy {
  /** The entry points, as passed to `opa build --entrypoint`. */
  readonly entrypoints: readonly string[]
  /**
   * Evaluates the policy for an input; undefined if it produces no result. It may throw values that are not an `Error`. @see messageOf
   *
   * @param now time for `time.now_ns`, in milliseconds since 1970
   */
  evaluate(input: object, entrypoint: string, now: number): unknown
}

/** The package that runs compiled policies is not installed. */
export class MissingRuntimeError extends Error {
  override readonly name = 'MissingRuntimeError'
}

/**
 * Loads a policy compiled by `opa build --target wasm`.
 *
 * @param data what the policy gets as `data`
 * @throws {MissingRuntimeError} `@open-policy-agent/opa-wasm` is not installed. If the bytes are not a policy, it throws a value that may not
 * be an `Error`.
 */
export async function loadPolicy(wasm: Uint8Array<ArrayBuffer>, data: object = {}): Promise<CompiledPolicy> {
  const runtime = await import('@open-policy-agent/opa-wasm').catch((cause: unknown) => {
    const name = '@open-policy-agent/opa-wasm'
    throw new MissingRuntimeError(`Compiled policies need the package ${name}. Install it: npm install ${name}`, { cause })
  })
  let time = 0
  const functions = hostFunctions(() => time)
  const policy = await runtime.loadPolicy(wasm, {}, functions)
  policy.setData(data)
  return {
    entrypoints: Object.keys(policy.entrypoints as object),
    // Nothing is awaited in between, so the instance evaluates one input at a time.
    evaluate(input, entrypoint, now) {
      time = now
      const [first] = policy.evaluate(input, entrypoint) as readonly { readonly result: unknown }[]
      return first?.result
    },
  }
}

/** The message of an error of the runtime, which also throws strings and plain objects. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
