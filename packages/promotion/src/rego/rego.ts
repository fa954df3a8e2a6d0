import { custom } from '../gates/custom.ts'
import type { Gate, GateTraits } from '../gates/gate.ts'
import type { Fact } from '../gates/outcome.ts'
import { outcomeOf } from './answer.ts'
import { regoInput } from './input.ts'
import type { RegoPolicy } from './policy.ts'

/** Options of {@link rego}. */
export interface RegoOptions extends GateTraits {
  /** Name of the gate, which waivers also refer to. */
  name: string
  /** What the policy gets as `input.settings`: plain data. Default: an empty object. */
  settings?: Fact | undefined
  /** Who may waive the gate. Default: nobody. */
  mayWaive?: readonly string[] | undefined
  /** Whether to read the findings of the scan, at one request per vulnerable package. Default: true. */
  needsFindings?: boolean | undefined
}

/**
 * A gate that evaluates a Rego policy. The policy returns a set `deny`, and optionally a set `wait`, of sentences or of objects with `msg`;
 * if both are empty, the package passes. A policy that cannot be evaluated, or returns no `deny`, blocks the package.
 *
 * @example
 * const policy = await wasmPolicy(await readFile('policy.wasm'), { entrypoint: 'cloudsmith/promotion' })
 * rego(policy, { name: 'house-rules', settings: { licences: ['MIT', 'Apache-2.0'] } })
 */
export function rego(
  policy: RegoPolicy,
  { name, settings = {}, mayWaive, needsFindings = true, needsMetadata }: RegoOptions,
): Gate {
  const check: Gate['check'] = async (knowledge) => outcomeOf(await policy.evaluate(regoInput(knowledge, settings)), mayWaive)
  return {
    // The settings identify the policy, by its bytes or its address.
    ...custom(name, check, { needsFindings, needsMetadata, identity: 'rego' }),
    settings: { policy: policy.identity, settings, mayWaive: mayWaive ?? [] },
  }
}
