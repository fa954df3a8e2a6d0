import { Document, isMap, isScalar } from 'yaml'
import type { Recipe } from './recipes.ts'

/** The choices from which a pipeline is written. */
export interface Proposal {
  readonly owner: string
  /** Slugs of the repositories, from the first stage to the last. */
  readonly repositories: readonly string[]
  /** Logins of the approvers for the last stage. With a recipe, the approvers of its CI system take their place. */
  readonly approvers: readonly string[]
  readonly recipe: Recipe | undefined
}

/** File contents by file name. */
type Files = Readonly<Record<string, string>>

/** Writes the pipeline with common gates, of which that of the last stage requires approval, and a waivers file. */
export function proposePipeline({ owner, repositories, approvers, recipe }: Proposal): Files {
  const people = recipe?.people ?? Object.fromEntries(approvers.map((login) => [login, { logins: [login] }]))
  const names = Object.keys(people)
  const last = repositories.length - 1
  const stages = repositories.map((repository, index) => ({
    repository,
    ...(index === 0
      ? {}
      : {
          tag: index === last ? 'released' : 'staged',
          gates: {
            ...{ scanned: {}, 'not-quarantined': {}, 'max-severity': { critical: 0, high: 0 } },
            ...(index === last && names.length > 0 ? { approval: approvalOf(names, recipe) } : {}),
          },
        }),
  }))
  const pipeline = new Document({ owner, waivers: 'waivers.yaml', ...(names.length > 0 ? { people } : {}), stages })
  const gates = pipeline.getIn(['stages', last, 'gates'])
  const asked = isMap(gates) ? gates.items.find(({ key }) => isScalar(key) && key.value === 'approval')?.key : undefined
  if (isScalar(asked))
    asked.commentBefore =
      recipe === undefined ? unsignedNote(names.length === 1) : ' Proved with the keys or issuers in trust.yaml.'
  return {
    'cloudsmith.pipeline.yaml': pipeline.toString({ lineWidth: 0 }),
    'waivers.yaml': 'kind: cloudsmith-promotion/waivers\nversion: 1\nwaivers: []\n',
  }
}

/** If there is only one approver, they may approve their own requests. */
const approvalOf = (names: readonly string[], recipe: Recipe | undefined): object => ({
  by: names,
  ...(recipe === undefined ? { unsigned: true, ...(names.length === 1 ? { self: true } : {}) } : {}),
})

const unsignedNote = (isAlone: boolean): string =>
  [
    ' To approve: cloudsmith-promote approve plan.json --by NAME',
    ' unsigned also accepts approvals without a signature, from anyone who can add a file to approvals/. Remove it once people have `keys` that trust.yaml lists.',
    ...(isAlone ? [' self lets the requester approve. Remove it once there are two approvers.'] : []),
  ].join('\n')
