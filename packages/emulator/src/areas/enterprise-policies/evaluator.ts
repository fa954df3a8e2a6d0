import { invalid } from '../../core/errors.ts'
import type { Rego } from '../../rego/rego.ts'
import { failedOutput } from '../../rego/rego-output.ts'
import { worldPart } from '../../world/parts.ts'
import type { World } from '../../world/world.ts'

/** The evaluator of Rego policies, if any, and the callback for policies that nothing evaluates. */
export const regoOf = worldPart<{ rego: Rego | undefined; tell: (what: string) => void }>('rego', {
  make: () => ({ rego: undefined, tell: () => {} }),
})

/** Advice for the case that policies need an evaluator and there is none. */
const howToEvaluate =
  'The emulator does not understand Rego by itself: install Open Policy Agent, and start the server with --opa, or give it as evaluator: createEmulator({ rego: opaBinary() }), with opaBinary from @cloudsmith-sdk/emulator/rego.'

/** The evaluator, for requests that cannot do without. @throws {Refusal} 422 if there is none */
export function evaluatorOf(world: World): Rego {
  const { rego } = regoOf(world)
  if (rego === undefined) throw invalid({ non_field_errors: [howToEvaluate] })
  return rego
}

/** Replaces a missing evaluator: every decision has an error, and nothing matches. */
export const noRego: Rego = () => failedOutput(`Not evaluated. ${howToEvaluate}`)

/** Reports that a policy is enabled that nothing evaluates. */
export function tellUnevaluated(world: World, workspace: string, name: string): void {
  const { rego, tell } = regoOf(world)
  if (rego === undefined)
    tell(`The enterprise policy "${name}" of ${workspace} is enabled, but nothing evaluates it. ${howToEvaluate}`)
}
