import { gunzipSync } from 'node:zlib'
import { loadPolicy, messageOf } from '@cloudsmith-sdk/rego'
import { tarMembers } from '../files/tar.ts'
import type { Rego } from './rego.ts'
import { failedOutput, regoOutput } from './rego-output.ts'

/**
 * A policy as compiled by `opa build --target wasm --entrypoint cloudsmith`: the bundle (`bundle.tar.gz`), or the `policy.wasm` in it. For a package
 * `cloudsmith.age`, the entrypoint is `cloudsmith/age`.
 */
export type CompiledRego = Uint8Array

type Loaded = (input: object, now: number) => unknown

/**
 * Creates an evaluator of enterprise policies that were compiled to WebAssembly beforehand. It needs no program, but the package
 * `@open-policy-agent/opa-wasm`.
 *
 * The source with which a policy is created is stored and shown, but the compiled form is evaluated. Pass one form for all policies, or one form per
 * policy name; policies of other names are then refused.
 *
 * @example const emulator = createEmulator({ rego: compiledPolicy({ 'No critical findings': await readFile('bundle.tar.gz') }) })
 */
export function compiledPolicy(compiled: CompiledRego | Readonly<Record<string, CompiledRego>>): Rego {
  const policies = new Map<CompiledRego, Promise<Loaded>>()

  const formOf = (name: string) =>
    compiled instanceof Uint8Array ? compiled : Object.hasOwn(compiled, name) ? compiled[name] : undefined

  function loaded(form: CompiledRego): Promise<Loaded> {
    const loading = policies.get(form) ?? load(form)
    policies.set(form, loading)
    return loading
  }

  const evaluate: Rego = async ({ name }, input, { now }) => {
    const form = formOf(name)
    if (form === undefined) return failedOutput(missing(name))
    const policy = await loaded(form)
    try {
      return regoOutput(policy(input, now))
    } catch (error) {
      return failedOutput(messageOf(error))
    }
  }

  const check: Rego['check'] = async ({ name }) => {
    const form = formOf(name)
    if (form === undefined) return [missing(name)]
    return loaded(form).then(
      () => [],
      (error: unknown) => [messageOf(error)],
    )
  }

  return Object.assign(evaluate, { check })
}

const missing = (name: string) => `There is no compiled form of the policy "${name}".`

async function load(form: CompiledRego): Promise<Loaded> {
  const policy = await loadPolicy(Uint8Array.from(wasmOf(form)))
  const entrypoints = policy.entrypoints.filter((name) => /^cloudsmith(?:\/|$)/.test(name))
  if (entrypoints.length === 0)
    throw new Error('The compiled policy has no entrypoint cloudsmith: opa build --target wasm --entrypoint cloudsmith')
  return (input, now) => {
    const variables: Record<string, unknown> = {}
    for (const entrypoint of entrypoints) {
      const result = policy.evaluate(input, entrypoint, now)
      Object.assign(variables, isPackage(entrypoint, result) ? result : { [lastOf(entrypoint)]: result })
    }
    return variables
  }
}

/** `cloudsmith/age` may be a rule or a package. The result of a package is an object with `match`. */
const isPackage = (entrypoint: string, result: unknown): boolean =>
  entrypoint === 'cloudsmith' || (typeof result === 'object' && result !== null && 'match' in result)

const lastOf = (entrypoint: string): string => entrypoint.split('/').at(-1) ?? ''

/** The WebAssembly of a policy, extracted from its bundle if necessary. */
function wasmOf(form: CompiledRego): Uint8Array {
  const isBundle = form[0] === 0x1f && form[1] === 0x8b
  if (!isBundle) return form
  let wasm: Uint8Array | undefined
  tarMembers(gunzipSync(form), ({ name, bytes }) => {
    if (/^\/?policy\.wasm$/.test(name)) wasm ??= bytes
  })
  if (wasm === undefined) throw new Error('The bundle contains no policy.wasm: opa build --target wasm --entrypoint cloudsmith')
  return wasm
}
