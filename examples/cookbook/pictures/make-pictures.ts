import { matrixPicture } from './matrix.ts'
import { tellStory } from './story.ts'
import { terminal } from './terminal.ts'

/** Every picture of the story, by the name of its file. What they show is what the engine says of it. */
export async function makePictures(): Promise<Readonly<Record<string, string>>> {
  const { matrix, plans, texts } = await tellStory()
  return {
    'promotion-matrix': matrixPicture(matrix, plans, {
      title: 'Six packages in three stages',
      description:
        'Three packages are in development, staging and production, with the same digest in each. One waits in staging for two people. Two with known vulnerabilities never left development.',
    }),
    'promotion-plan': terminal('cloudsmith-promote plan --from development --to staging --tag candidate', texts.plan, {
      title: 'A plan from development to staging',
      description:
        'Four packages would be promoted. log4j-core and lodash are blocked, each with its advisory and the version that fixes it.',
    }),
    'promotion-report': terminal('cloudsmith-promote apply plan.json --report report.json', texts.report, {
      title: 'The report of the run',
      description: 'Four of six packages are in staging, copied and tagged. Two are blocked, with the reason.',
    }),
    'promotion-agreed': terminal('cloudsmith-promote plan … && cloudsmith-promote apply plan.json', texts.agreed, {
      title: 'A plan that two people have to agree to, and its report once they have',
      description: 'Three packages need two approvals, with their digests. After both, three of three are in production.',
    }),
    'promotion-drift': terminal('cloudsmith-promote drift production', texts.drift, {
      title: 'Drift',
      description:
        'One of four packages in production is not in the stage before: a file called hotfix, which somebody copied by hand.',
    }),
    'promotion-rollback': terminal('cloudsmith-promote rollback report.json --by ada --why "incident 7"', texts.rollback, {
      title: 'A rollback',
      description: 'The three packages that the run had copied to production are deleted there; everything is as it was.',
    }),
  }
}
