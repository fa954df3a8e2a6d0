import type { Exit } from '../../src/core/exit-codes.ts'
import type { DocumentKind } from '../../src/documents/index.ts'

/** A way to call a command, what it prints then, and how it ends. */
export type Call = readonly [argv: string, kind: DocumentKind, exit: Exit]

const toStaging = '--from dev --to staging'
const toProduction = '--from staging --to production --package npm:ms@2.1.3 --requested-by bob'
const stages = '--owner acme --stages dev staging production'
const toGlobex = '--from dev --tag candidate --to-owner globex --to-repo inbox'

/**
 * Ways to call each command, in an order in which each has what it needs: with something to say, with nothing to say where that may be, and
 * so that it fails.
 */
export const calls: Readonly<Record<string, readonly Call[]>> = {
  init: [
    [`${stages} --force --dry-run`, 'initialised', 'done'],
    [stages, 'error', 'usage'],
  ],
  doctor: [
    ['', 'diagnosis', 'done'],
    ['--pipeline nowhere.yaml', 'error', 'usage'],
  ],
  validate: [
    ['', 'validation', 'done'],
    ['--pipeline waivers.yaml', 'error', 'usage'],
  ],
  ensure: [
    ['--pipeline more.yaml --dry-run', 'ensured', 'done'],
    ['', 'ensured', 'done'],
    ['--pipeline nowhere.yaml', 'error', 'usage'],
  ],
  push: [
    ['demo-1.0.0.tgz --format npm --dry-run', 'pushed', 'done'],
    ['demo-1.0.0.tgz --format npm --if-exists skip', 'pushed', 'done'],
    ['nowhere.tgz --format npm', 'error', 'usage'],
  ],
  plan: [
    [`${toStaging} --tag candidate`, 'plan', 'done'],
    [`${toStaging} --tag vulnerable`, 'plan', 'blocked'],
    [`${toStaging} --tag nothing --fail-if-nothing`, 'plan', 'nothing'],
    [`${toStaging} --tag nothing`, 'error', 'error'],
  ],
  show: [
    ['plan.json', 'plan', 'done'],
    ['report.json', 'report', 'done'],
    ['waivers.yaml', 'error', 'usage'],
  ],
  explain: [
    ['blocked.json', 'explanation', 'done'],
    ['plan.json', 'explanation', 'done'],
    ['plan.json nothing', 'error', 'usage'],
  ],
  wait: [
    [`${toProduction} --timeout 1m`, 'plan', 'waiting'],
    [`${toProduction} --timeout soon`, 'error', 'usage'],
  ],
  rehearse: [
    ['plan.json', 'rehearsal', 'done'],
    ['snapshot.json', 'error', 'usage'],
  ],
  approve: [
    ['waiting.json --by ada', 'approved', 'done'],
    ['waiting.json', 'error', 'usage'],
  ],
  comment: [
    ['waivers.yaml --pull-request 7 --dry-run', 'commented', 'done'],
    ['waivers.yaml', 'error', 'usage'],
  ],
  apply: [
    ['waiting.json --dry-run', 'plan', 'done'],
    ['waiting.json', 'report', 'done'],
    ['snapshot.json', 'error', 'usage'],
  ],
  promote: [
    [`${toStaging} --tag candidate --fail-if-nothing`, 'report', 'nothing'],
    [`${toStaging} --tag candidate --dry-run`, 'plan', 'done'],
    [toStaging, 'error', 'usage'],
  ],
  carry: [
    [`${toGlobex} --to-profile globex`, 'carried', 'done'],
    [`${toGlobex} --to-profile nobody`, 'error', 'usage'],
  ],
  snapshot: [
    ['staging', 'snapshot', 'done'],
    ['nowhere', 'error', 'usage'],
  ],
  diff: [
    ['dev staging', 'diff', 'drift'],
    ['dev nowhere', 'error', 'usage'],
  ],
  drift: [
    ['', 'drift', 'drift'],
    ['production', 'drift', 'done'],
    ['nowhere', 'error', 'usage'],
  ],
  matrix: [
    ['', 'matrix', 'done'],
    ['--name nothing', 'matrix', 'done'],
    ['--pipeline nowhere.yaml', 'error', 'usage'],
  ],
  history: [
    ['staging', 'history', 'done'],
    ['production', 'history', 'done'],
    ['nowhere', 'error', 'usage'],
  ],
  verify: [
    ['staging', 'verification', 'blocked'],
    ['nowhere', 'error', 'usage'],
  ],
  'waivers list': [
    ['', 'waiver-list', 'done'],
    ['--pipeline nowhere.yaml', 'error', 'usage'],
  ],
  'waivers check': [
    ['plan.json', 'waiver-check', 'blocked'],
    ['snapshot.json', 'error', 'usage'],
  ],
  'waivers draft': [
    ['blocked.json', 'waiver-draft', 'done'],
    ['plan.json', 'waiver-draft', 'done'],
    ['snapshot.json', 'error', 'usage'],
  ],
  hold: [
    [`${toStaging} --tag candidate --by ada --why incident --for 2d`, 'held', 'done'],
    [`${toStaging} --by ada --why incident`, 'held', 'done'],
    [`${toStaging} --by ada`, 'error', 'usage'],
  ],
  resume: [
    [`${toStaging} --by ada`, 'resumed', 'done'],
    [`${toStaging} --tag candidate --by ada`, 'resumed', 'done'],
    [`${toStaging} --tag candidate`, 'error', 'usage'],
  ],
  prune: [
    ['--keep 1', 'pruned', 'done'],
    ['--stage production --keep 1 --yes', 'pruned', 'done'],
    ['--keep none', 'error', 'usage'],
  ],
  restore: [
    ['snapshot.json --dry-run', 'restoration', 'done'],
    ['snapshot.json', 'restoration', 'done'],
    ['plan.json', 'error', 'usage'],
  ],
  rollback: [
    ['report.json --dry-run', 'rollback', 'done'],
    ['report.json', 'rollback', 'done'],
    ['plan.json', 'error', 'usage'],
  ],
  emulator: [
    ['', 'emulator', 'done'],
    ['--port none', 'error', 'usage'],
  ],
  completion: [
    ['bash', 'completion', 'done'],
    ['nothing', 'error', 'usage'],
  ],
}
