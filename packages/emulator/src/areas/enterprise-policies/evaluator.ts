import { invalid } from '../../core/errors.ts'
import type { Rego } from '../../rego/rego.ts'
import { failedOutput } from '../../rego/rego-output.ts'
import { worldPart } from '../../world/parts.ts'
import type { World } from '../../world/world.ts'

/** What evaluates policies in Rego, where somebody gave an evaluator, and who is told of policies that nothing evaluates. */
export const regoOf = worldPart<{ rego: Rego | undefined; tell: (what: string) => void }>('rego', {
  make: () => ({ rego: undefined, tell: () => {} }),
})

/** What to do where policies are to be evaluated and nobody said how. */
const howToEvaluate =
  'The emulator does not understand Rego by itself: install Open Policy Agent, and start the server with --opa, or give it as evaluator: createEmulator({ rego: opaBinary() }), with opaBinary from @cloudsmith-sdk/emulator/rego.'

/** The evaluator, for what makes no sense without. @throws {Refusal} 422 where there is none */
export function evaluatorOf(world: World): Rego {
  const { rego } = regoOf(world)
  if (rego === undefined) throw invalid({ non_field_errors: [howToEvaluate] })
  return rego
}

/** Plays an evaluator where there is none: every decision says that it is none, and nothing matches. */
export const noRego: Rego = () => failedOutput(`Not evaluated. ${howToEvaluate}`)

/** Tells that a policy is in force which nothing evaluates. */
export function tellUnevaluated(world: World, workspace: string, name: string): void {
  const { rego, tell } = regoOf(world)
  if (rego === undefined)
    tell(`The enterprise policy "${name}" of ${workspace} is enabled, but nothing evaluates it. ${howToEvaluate}`)
}
