import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { describePackage } from '@cloudsmith-sdk/client/sync'
import { type Promotion, PromotionError, promote } from '@cloudsmith-sdk/promotion'
import { addTags, type WaitOptions } from '@cloudsmith-sdk/promotion/packages'
import { createReceiver, type Package, type Receiver, scanResults } from '@cloudsmith-sdk/webhooks'
import { tell } from './log.ts'
import { owner } from './stages.ts'

/** What became of a package in development. */
export type Decision = { promoted: Promotion } | { refused: string }

/** Decides about the packages of development as their events come in. */
export interface Promoter {
  readonly receiver: Receiver
  /** What was decided, by `slug_perm`. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** The ping that a new webhook sends has come. */
  readonly pinged: boolean
}

/**
 * Promotes what is clean from development to staging, and says why it does not promote the rest.
 *
 * Formats that the service scans are decided on their scan event; the others when they are synchronised.
 */
export function createPromoter(cloudsmith: Cloudsmith, signatureKey: string, waiting: WaitOptions): Promoter {
  const decisions = new Map<string, Decision>()
  let pinged = false

  async function decide(pkg: Package, reason: string | undefined): Promise<void> {
    if (reason !== undefined) return settle(pkg, { refused: reason })
    const ref = { owner, repo: 'development', identifier: pkg.slug_perm }
    try {
      await addTags(cloudsmith, ref, ['clean'])
      const promoted = await promote(cloudsmith, ref, {
        ...waiting,
        to: 'staging',
        tags: ['promoted-from-development'],
        unscannable: 'pass',
      })
      settle(pkg, { promoted })
    } catch (error) {
      if (!(error instanceof PromotionError)) throw error
      settle(pkg, { refused: error.message })
    }
  }

  function settle(pkg: Package, decision: Decision): void {
    decisions.set(pkg.slug_perm, decision)
    const outcome = 'refused' in decision ? `refused: ${decision.refused}` : 'promoted to staging'
    tell(`${describePackage(pkg)}: ${outcome}`)
  }

  const receiver = createReceiver({ signatureKey, clock: cloudsmith.clock })
    .on('ping', () => {
      pinged = true
    })
    .on('package.security_scanned', async (event) => {
      const { data: pkg } = event
      const { num_vulnerabilities: findings = 0, max_severity: severity } = scanResults(event) ?? {}
      if (findings > 0) return decide(pkg, `the scan found ${findings} vulnerabilities, up to ${severity}`)
      if (pkg.is_quarantined) return decide(pkg, pkg.status_reason ?? 'it is quarantined')
      if (pkg.policy_violated) return decide(pkg, 'it violates a policy')
      return decide(pkg, undefined)
    })
    .on('package.synced', ({ data: pkg }) => (pkg.is_security_scannable ? undefined : decide(pkg, undefined)))

  return {
    receiver,
    decisions,
    get pinged() {
      return pinged
    },
  }
}
