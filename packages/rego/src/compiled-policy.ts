import { hostFunctions } from './host-functions.ts'

/** A policy that was compiled to WebAssembly. */
export interface CompiledPolicy {
  /** What can be asked, as it was named to `opa build --entrypoint`. */
  readonly entrypoints: readonly string[]
  /**
   * What the policy makes of an input; undefined where it makes nothing. What it throws may be no `Error`. @see messageOf
   *
   * @param now what `time.now_ns` is made of, in milliseconds since 1970
   */
  evaluate(input: object, entrypoint: string, now: number): unknown
}

/** The package that runs compiled policies is not installed. */
export class MissingRuntimeError extends Error {
  override readonly name = 'MissingRuntimeError'
}

/**
 * Loads a policy that `opa build --target wasm` compiled.
 *
 * @param data what it sees as `data`
 * @throws {MissingRuntimeError} without `@open-policy-agent/opa-wasm`; something that may be no `Error` for bytes that are no policy
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
    // Nothing is awaited in between, so one instance answers one question at a time.
    evaluate(input, entrypoint, now) {
      time = now
      const [first] = policy.evaluate(input, entrypoint) as readonly { readonly result: unknown }[]
      return first?.result
    },
  }
}

/** What the runtime says when it fails: it throws texts and plain objects as well. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
