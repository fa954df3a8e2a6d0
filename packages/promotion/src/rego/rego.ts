import { custom } from '../gates/custom.ts'
import type { Gate, GateTraits } from '../gates/gate.ts'
import type { Fact } from '../gates/outcome.ts'
import { outcomeOf } from './answer.ts'
import { regoInput } from './input.ts'
import type { RegoPolicy } from './policy.ts'

/** Options of {@link rego}. */
export interface RegoOptions extends GateTraits {
  /** What the gate is called, by waivers too. */
  name: string
  /** What the policy sees as `input.settings`: plain data. Default: an empty object. */
  settings?: Fact | undefined
  /** Who may let others through. Default: nobody. */
  mayWaive?: readonly string[] | undefined
  /** Read what the scan found, at a request for each vulnerable package. Default: true. */
  needsFindings?: boolean | undefined
}

/**
 * A gate that asks a policy in Rego. The policy answers with a set `deny`, and perhaps a set `wait`, of sentences or of objects with
 * `msg`; where both are empty the package passes. A policy that cannot be asked, or answers without `deny`, stops the package.
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
    // The policy is named in the settings, by its bytes or its address.
    ...custom(name, check, { needsFindings, needsMetadata, identity: 'rego' }),
    settings: { policy: policy.identity, settings, mayWaive: mayWaive ?? [] },
  }
}
