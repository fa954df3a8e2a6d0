/** Slug of the workspace that the story plays in. */
export const workspace = 'acme'

/** The people of the story, by the subjects that the issuer knows them by. */
export const people = {
  'ada-1': { name: 'Ada', groups: ['release'] },
  'grace-2': { name: 'Grace', groups: ['release', 'security'] },
  'vera-3': { name: 'Vera', groups: ['everyone'] },
} as const

/**
 * Three stages. Staging wants a scan without high findings; production two days of rest, and two people who agree. Their approvals are
 * signed: what counts is what the issuer says that they are.
 */
export const pipelineYaml = (issuer: string): string => `owner: ${workspace}
people:
  Ada: { subjects: [{ issuer: ${JSON.stringify(issuer)}, subject: ada-1 }], groups: [release] }
  Grace: { subjects: [{ issuer: ${JSON.stringify(issuer)}, subject: grace-2 }], groups: [release, security] }
stages:
  - repository: dev
  - repository: staging
    tag: staged
    gates:
      scanned: {}
      max-severity: { critical: 0, high: 0, mayWaive: [security] }
  - repository: production
    tag: released
    gates:
      soak: { atLeast: 2 days }
      approval: { quorum: 2 }
`
