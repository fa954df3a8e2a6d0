import type { Waiver } from '../gates/waiver.ts'
import type { FieldPath, Flaw } from '../repository/document-error.ts'
import { nearest, noSuchStage } from './nearest.ts'
import type { Edge, Stage } from './pipeline.ts'

/** Lists the stages and gates that a waiver names but the pipeline does not have. Its own fields have already been checked. */
export function flawsOfWaiver(
  { waives, stages: wanted = [] }: Waiver,
  path: FieldPath,
  stages: readonly Stage[],
  edges: readonly Edge[],
): Flaw[] {
  const names = stages.map(({ name }) => name)
  const nowhere = wanted.flatMap((name, index) =>
    names.includes(name) ? [] : [{ path: [...path, 'stages', index], message: noSuchStage(name, names) }],
  )
  const gates = [...stages, ...edges].flatMap((each) => (each.gates ?? []).map(({ name }) => name))
  // Identifiers of vulnerabilities contain digits, names of gates do not.
  const meant = /\d/.test(waives) || gates.includes(waives.toLowerCase()) ? undefined : nearest(waives, gates)
  const misspelt =
    meant === undefined || meant === waives ? [] : [`there is no gate ${JSON.stringify(waives)}: did you mean ${meant}?`]
  return [...nowhere, ...misspelt.map((message) => ({ path: [...path, 'waives'], message }))]
}
