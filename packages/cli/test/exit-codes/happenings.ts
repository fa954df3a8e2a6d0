import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import type { Exit } from '../../src/core/exit-codes.ts'
import { pipelineYaml, type Story } from '../story.ts'

const toStaging = ['--from', 'dev', '--to', 'staging', '--tag', 'candidate'] as const
const toProduction = ['--from', 'staging', '--to', 'production', '--tag', 'staged'] as const

/** As much of a story as it takes. */
export type World = Pick<Story, 'emulator' | 'read' | 'write' | 'cli'>

/** What happened to somebody, and what they call then. */
export interface Happening {
  readonly before?: (world: World) => Promise<unknown>
  readonly argv: readonly string[]
  readonly says?: string
  /** Somebody ends it once something was sent. */
  readonly interrupted?: true
}

const planned = ({ cli }: World) => cli('plan', ...toStaging, '--out', 'plan.json')

/** A plan, and then one word of it that is another. */
const edited = async (world: World) => {
  await planned(world)
  await world.write('plan.json', (await world.read('plan.json')).replace('"outcome": "promote"', '"outcome": "already there"'))
}

/** A plan, and then another pipeline. */
const repiped = (change: (yaml: string) => string) => async (world: World) => {
  await planned(world)
  await world.write('cloudsmith.pipeline.yaml', change(pipelineYaml))
}

const waitingForAda = async (world: World) => {
  await world.cli('promote', ...toStaging)
  await world.cli('plan', ...toProduction, '--out', 'plan.json')
}

/** Staging quarantines what nobody there may use, which shows when it has come. */
const refusedThere = async ({ emulator }: World) => {
  await emulator.add('acme/dev', npmPackage({ name: 'strange', version: '1.0.0', license: 'AGPL-3.0-only' }), {
    tags: ['candidate'],
  })
  await emulator.settle()
  const policy = { name: 'No network copyleft', spdx_identifiers: ['AGPL-3.0-only'], on_violation_quarantine: true }
  await emulator.fetch(`${emulator.origin}/orgs/acme/license-policy/`, {
    ...{ method: 'POST', body: JSON.stringify({ ...policy, package_query_string: 'repository:staging' }) },
    headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' },
  })
}

const editedSays = 'The plan was edited'

/** At least one for each exit. */
export const happenings: Readonly<Record<Exit, Readonly<Record<string, Happening>>>> = {
  done: {
    'all goes': { argv: ['promote', ...toStaging] },
    'all is there already': { before: ({ cli }) => cli('promote', ...toStaging), argv: ['promote', ...toStaging] },
    'nothing is selected, which may be': { argv: ['plan', '--from', 'dev', '--to', 'staging', '--tag', 'typo', '--allow-empty'] },
    'there is nothing to approve': {
      before: async (world) => {
        await world.cli('promote', ...toStaging)
        await planned(world)
      },
      argv: ['approve', 'plan.json', '--by', 'ada'],
      says: 'nothing to approve',
    },
  },
  error: {
    'nothing is selected': { argv: ['plan', '--from', 'dev', '--to', 'staging', '--tag', 'typo'], says: '--allow-empty' },
    'what was named is not there, which is not the same as nothing to do': {
      argv: ['plan', '--from', 'dev', '--to', 'staging', '--package', 'npm:ms@9.9.9', '--fail-if-nothing'],
      says: 'ms 9.9.9',
    },
    'the service fails': {
      before: async ({ emulator }) => emulator.faults.add({ operation: 'packages_list', status: 500, times: 99 }),
      argv: ['plan', ...toStaging],
    },
  },
  usage: {
    'a flag that there is not': { argv: ['plan', '--nowhere'] },
    'a stage that there is not': { argv: ['plan', '--from', 'dev', '--to', 'nowhere', '--tag', 'candidate'] },
    'an edge that there is not': { argv: ['plan', '--from', 'dev', '--to', 'production', '--tag', 'candidate'] },
    'an edited plan is applied': { before: edited, argv: ['apply', 'plan.json'], says: editedSays },
    'an edited plan is agreed to': { before: edited, argv: ['approve', 'plan.json', '--by', 'ada'], says: editedSays },
    'an edited plan is shown to those who decide': { before: edited, argv: ['show', 'plan.json'], says: editedSays },
    'an edited plan is explained': { before: edited, argv: ['explain', 'plan.json'], says: editedSays },
    'an edited plan is rehearsed': { before: edited, argv: ['rehearse', 'plan.json'], says: editedSays },
    'a plan of another workspace': {
      before: repiped((yaml) => yaml.replace('owner: acme', 'owner: globex')),
      argv: ['apply', 'plan.json'],
      says: 'The plan belongs to the workspace acme',
    },
    'a plan of stages that there are not any more': {
      before: repiped((yaml) => yaml.replace('- repository: staging', '- repository: testing')),
      argv: ['apply', 'plan.json'],
    },
    'a plan of a version to come': {
      before: async (world) => {
        await planned(world)
        await world.write('plan.json', (await world.read('plan.json')).replace('"version": 1', '"version": 2'))
      },
      argv: ['apply', 'plan.json'],
      says: 'version',
    },
    'a snapshot of another repository': {
      before: async (world) => {
        await world.cli('snapshot', 'staging', '--out', 'snapshot.json')
        await world.write(
          'snapshot.json',
          (await world.read('snapshot.json')).replace('"repository": "staging"', '"repository": "x"'),
        )
      },
      argv: ['restore', 'snapshot.json'],
      says: 'nothing was done',
    },
  },
  blocked: {
    'a gate': {
      before: ({ emulator }) =>
        emulator.add('acme/dev', npmPackage({ name: 'minimist', version: '0.0.8' }), { tags: ['candidate'] }),
      argv: ['promote', ...toStaging],
    },
    'a hold': {
      before: ({ cli }) => cli('hold', ...toStaging, '--by', 'ada', '--why', 'incident 7'),
      argv: ['promote', ...toStaging],
    },
  },
  waiting: {
    'nobody has agreed': { before: waitingForAda, argv: ['apply', 'plan.json'] },
    'somebody has agreed to another plan': {
      before: async (world) => {
        await waitingForAda(world)
        await world.cli('plan', '--from', 'staging', '--to', 'production', '--package', 'npm:ms@2.1.3', '--out', 'other.json')
        await world.cli('approve', 'other.json', '--by', 'ada')
        await world.emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.4', license: 'MIT' }), {
          tags: ['candidate'],
        })
        await world.cli('promote', ...toStaging)
        await world.cli('plan', '--from', 'staging', '--to', 'production', '--package', 'npm:ms@2.1.4', '--out', 'plan.json')
      },
      argv: ['apply', 'plan.json'],
      says: 'approved something else',
    },
  },
  compensated: {
    'one of a set does not arrive as it should': { before: refusedThere, argv: ['promote', ...toStaging, '--set', 'release 7'] },
  },
  'needs a human': {
    'something stays that should not': { before: refusedThere, argv: ['promote', ...toStaging] },
  },
  changed: {
    'a package is gone, and the plan is to be refused then': {
      before: async (world) => {
        await world.cli('plan', ...toStaging, '--changed', 'refuse', '--out', 'plan.json')
        const [pkg] = [...world.emulator.world.repository({ owner: 'acme', repo: 'dev' }).packages.all()]
        await world.emulator.fetch(`${world.emulator.origin}/packages/acme/dev/${pkg?.slugPerm}/`, {
          ...{ method: 'DELETE', headers: { 'X-Api-Key': 'emulator-admin-key' } },
        })
      },
      argv: ['apply', 'plan.json'],
      says: 'Plan again',
    },
    'the pipeline has other gates since': {
      before: repiped((yaml) => yaml.replace('critical: 0', 'critical: 1')),
      argv: ['apply', 'plan.json'],
      says: 'plan again',
    },
    'a stage has another repository since': {
      before: repiped((yaml) => yaml.replace('- repository: staging', '- name: staging\n    repository: other')),
      argv: ['apply', 'plan.json'],
      says: 'plan again',
    },
  },
  drift: {
    'something came past the pipeline': {
      before: ({ emulator }) => emulator.add('acme/staging', npmPackage({ name: 'stray', version: '1.0.0' })),
      argv: ['drift'],
    },
    'two stages are not alike': { argv: ['diff', 'dev', 'staging'] },
  },
  'rate limit': {
    'it is used up': {
      before: async ({ emulator }) =>
        emulator.faults.add({ operation: 'packages_list', status: 429, headers: { 'Retry-After': '7200' }, times: 9 }),
      argv: ['plan', ...toStaging],
    },
  },
  nothing: {
    'nothing is selected': { argv: ['plan', '--from', 'dev', '--to', 'staging', '--tag', 'typo', '--fail-if-nothing'] },
    'all is there already': {
      before: ({ cli }) => cli('promote', ...toStaging),
      argv: ['promote', ...toStaging, '--fail-if-nothing'],
    },
  },
  interrupted: {
    'somebody ends it': { argv: ['promote', ...toStaging], interrupted: true },
  },
}

/** Each with its exit and its name. */
export const cases = Object.entries(happenings).flatMap(([exit, of]) =>
  Object.entries(of).map(([name, happening]) => [exit as Exit, name, happening] as const),
)
