import { invalid } from '../../core/errors.ts'
import type { Rego } from '../../rego/rego.ts'
import { worldPart } from '../../world/parts.ts'
import type { World } from '../../world/world.ts'

/** What evaluates policies in Rego, where somebody gave an evaluator. */
export const regoOf = worldPart('rego', (): { rego: Rego | undefined } => ({ rego: undefined }))

/** What to do where policies are to be evaluated and nobody said how. */
export const howToEvaluate =
  'The emulator does not understand Rego. Install Open Policy Agent and give it as evaluator: createEmulator({ rego: opaBinary() }), with opaBinary from @cloudsmith-sdk/emulator/rego. Or leave the policy disabled.'

/** The evaluator. @throws {Refusal} 422 where there is none */
export function evaluatorOf(world: World): Rego {
  const { rego } = regoOf(world)
  if (rego === undefined) throw invalid({ non_field_errors: [howToEvaluate] })
  return rego
}
