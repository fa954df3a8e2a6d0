import type { Package } from '@cloudsmith-sdk/client'
import type { EmulatorOptions } from '@cloudsmith-sdk/emulator'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { type DocumentReader, readPlan, readReport } from '../src/documents.ts'
import {
  type ApplyOptions,
  apply,
  definePipeline,
  type Plan,
  type PlanOptions,
  plan,
  type StageDefinition,
} from '../src/index.ts'
import { type Story, story } from './story.ts'

/** A pipeline of three stages, whose second is as a test wants it. */
export const pipelineTo = (staging: Partial<StageDefinition> = {}) =>
  definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'staging', ...staging }, { repository: 'production' }],
  })

/** What a test says of a world whose repositories hold packages. */
export interface Stock {
  dev?: readonly PackageFixture[]
  staging?: readonly PackageFixture[]
  stage?: Partial<StageDefinition>
  emulator?: EmulatorOptions
}

/** A world whose repositories hold packages, with ways to plan from dev to staging and to apply that. */
export interface Stocked extends Story {
  pipeline: ReturnType<typeof pipelineTo>
  planned(options?: Partial<PlanOptions>): Promise<Plan>
  applied(plan: Plan, options?: ApplyOptions): ReturnType<typeof apply>
  /** The packages of a repository as `name version`, in order, failed ones marked. */
  contents(repo: string): string[]
}

/** Stocks repositories. */
export async function stock({ dev = [], staging = [], stage, emulator: options }: Stock): Promise<Stocked> {
  const world = await story(options)
  const { emulator, cloudsmith } = world
  const added: Package[] = []
  for (const fixture of dev) added.push(await emulator.add('acme/dev', fixture))
  for (const fixture of staging) added.push(await emulator.add('acme/staging', fixture))
  emulator.requests.clear()
  const pipeline = pipelineTo({ unscannable: 'pass', ...stage })
  return {
    ...world,
    pipeline,
    async planned(more) {
      const now = new Date(emulator.clock.now())
      const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', now, ...more })
      requireReadable(made, readPlan)
      return made
    },
    applied(made, more) {
      const run = apply(cloudsmith, pipeline, made, more)
      run.then(
        (report) => requireReadable(report, readReport),
        () => {},
      )
      return run
    },
    contents: (repo) =>
      [...emulator.world.repository({ owner: 'acme', repo }).packages.all()]
        .map(({ content: { format, facts }, sync, tags }) => {
          const state = sync.state === 'completed' ? '' : ` (${sync.state})`
          return `${format} ${facts?.name} ${facts?.version}${state}${tags.map((tag) => ` #${tag}`).join('')}`
        })
        .toSorted(),
  }
}

/** Whatever a test makes can be stored: its reader takes it, and nothing of it is lost. */
function requireReadable(document: object, read: DocumentReader<unknown>): void {
  const text = JSON.stringify(document)
  expect(read(text)).toEqual(JSON.parse(text))
}
