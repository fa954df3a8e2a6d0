import { gunzipSync } from 'node:zlib'
import { tarEntries } from '../files/tar.ts'
import type { Rego } from './rego.ts'
import { failedOutput, regoOutput } from './rego-output.ts'
import { wasmBuiltins } from './wasm-builtins.ts'

/**
 * A policy as `opa build --target wasm --entrypoint cloudsmith` writes it: the bundle (`bundle.tar.gz`), or the `policy.wasm` in it. Of a
 * package `cloudsmith.age` the entrypoint is `cloudsmith/age`.
 */
export type CompiledRego = Uint8Array

type Loaded = (input: object, now: number) => unknown

/**
 * An evaluator of enterprise policies that were compiled to WebAssembly beforehand. It needs no program, but the package
 * `@open-policy-agent/opa-wasm`.
 *
 * The source that a policy is created with is kept and shown; what decides is the compiled form. Give one form for all policies, or one
 * for each by the policy's name: others are refused.
 *
 * @example
 * const emulator = createEmulator({ rego: compiledPolicy({ 'No critical findings': await readFile('bundle.tar.gz') }) })
 */
export function compiledPolicy(compiled: CompiledRego | Readonly<Record<string, CompiledRego>>): Rego {
  const policies = new Map<CompiledRego, Promise<Loaded>>()

  const formOf = (name: string) =>
    compiled instanceof Uint8Array ? compiled : Object.hasOwn(compiled, name) ? compiled[name] : undefined

  function load(form: CompiledRego): Promise<Loaded> {
    const loading = policies.get(form) ?? loadPolicy(form)
    policies.set(form, loading)
    return loading
  }

  const evaluate: Rego = async ({ name }, input, { now }) => {
    const form = formOf(name)
    if (form === undefined) return failedOutput(missing(name))
    const policy = await load(form)
    try {
      return regoOutput(policy(input, now))
    } catch (error) {
      return failedOutput(messageOf(error))
    }
  }

  const check: Rego['check'] = async ({ name }) => {
    const form = formOf(name)
    if (form === undefined) return [missing(name)]
    return load(form).then(
      () => [],
      (error: unknown) => [messageOf(error)],
    )
  }

  return Object.assign(evaluate, { check })
}

const missing = (name: string) => `There is no compiled form of the policy "${name}".`

async function loadPolicy(form: CompiledRego): Promise<Loaded> {
  const { loadPolicy: load } = await opaWasm()
  let time = 0
  const policy = await load(
    Uint8Array.from(wasmOf(form)),
    undefined,
    wasmBuiltins(() => time),
  )
  const entrypoints = Object.keys(policy.entrypoints as object).filter((name) => /^cloudsmith(?:\/|$)/.test(name))
  if (entrypoints.length === 0)
    throw new Error('The compiled policy has no entrypoint cloudsmith: opa build --target wasm --entrypoint cloudsmith')
  return (input, now) => {
    time = now
    const variables: Record<string, unknown> = {}
    for (const entrypoint of entrypoints) {
      const [first] = policy.evaluate(input, entrypoint) as { result: unknown }[]
      Object.assign(variables, isPackage(entrypoint, first?.result) ? first?.result : { [lastOf(entrypoint)]: first?.result })
    }
    return variables
  }
}

/** `cloudsmith/age` may be a rule or a package: a package is an object with a `match`. */
const isPackage = (entrypoint: string, result: unknown): boolean =>
  entrypoint === 'cloudsmith' || (typeof result === 'object' && result !== null && 'match' in result)

const lastOf = (entrypoint: string): string => entrypoint.split('/').at(-1) ?? ''

async function opaWasm() {
  try {
    return await import('@open-policy-agent/opa-wasm')
  } catch (cause) {
    const name = '@open-policy-agent/opa-wasm'
    throw new Error(`Compiled policies need the package "${name}": npm install --save-dev ${name}`, { cause })
  }
}

/** The WebAssembly of a policy, which may come in its bundle. */
function wasmOf(form: CompiledRego): Uint8Array {
  const isBundle = form[0] === 0x1f && form[1] === 0x8b
  if (!isBundle) return form
  const wasm = [...tarEntries(gunzipSync(form))].find(({ name }) => /^\/?policy\.wasm$/.test(name))?.bytes
  if (wasm === undefined) throw new Error('The bundle holds no policy.wasm: opa build --target wasm --entrypoint cloudsmith')
  return wasm
}

/** opa-wasm throws texts and plain objects as well. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  return String(error)
}
