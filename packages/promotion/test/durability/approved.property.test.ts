import type { Package } from '@cloudsmith-sdk/client'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Approval,
  apply,
  approval,
  approve,
  definePipeline,
  maxSeverity,
  type Plan,
  type PlanItem,
  plan,
  type Revocation,
  revoke,
  type Waiver,
} from '../../src/index.ts'
import { digestOfItem, digestOfPlan } from '../../src/plan/digest.ts'
import { goes } from '../../src/plan/is-sent.ts'
import { edits, stored } from '../edits.ts'
import { stock } from '../stock.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })
const [clean, quarantined] = [npm('ms', '2.1.3'), npm('clsx', '2.1.1')]
const vulnerable = [npm('lodash', '4.17.20'), npm('minimist', '1.2.5')]
const isVulnerable = (name: string) => name === 'lodash' || name === 'minimist'

/** Who people are, whatever they call themselves. */
const names = { ada: 'ada', 'ada@acme.example': 'ada', ADA: 'ada', bob: 'bob', carol: 'carol' } as const
type Name = keyof typeof names
const people = {
  ada: { logins: ['ada'], addresses: ['ada@acme.example'] },
  bob: { logins: ['bob'] },
  carol: { logins: ['carol'] },
}

/** Three sets of rules: how many have to agree, and how many findings of low severity are allowed. */
const rulesOf = [
  { quorum: 1, low: 5 },
  { quorum: 1, low: 6 },
  { quorum: 2, low: 5 },
] as const
const pipelines = rulesOf.map(({ quorum, low }) =>
  definePipeline({
    owner: 'acme',
    people,
    stages: [
      { repository: 'dev' },
      {
        repository: 'staging',
        gates: [maxSeverity({ high: 0, critical: 0, low, mayWaive: ['carol'] }), approval({ quorum, unsigned: true })],
      },
    ],
  }),
)

const selections = ['everything', { query: 'name:ms OR name:lodash' }, { query: 'name:lodash', set: 'release' }] as const

type Command =
  | { readonly do: 'plan'; readonly rules: number; readonly select: number; readonly by: Name | undefined }
  | { readonly do: 'edit' | 'forge'; readonly plan: number; readonly place: number }
  | { readonly do: 'approve'; readonly plan: number; readonly by: Name }
  | { readonly do: 'revoke'; readonly approval: number }
  | { readonly do: 'waive'; readonly waiver: number }
  | { readonly do: 'replace' | 'release' }
  | { readonly do: 'apply'; readonly plan: number }

/** One of those that there are, counted from the last, which it mostly is. */
const recent = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(4) })
const at = <Each>(all: readonly Each[], index: number): Each | undefined =>
  all[all.length - 1 - (index % Math.max(1, all.length))]
const name = fc.constantFrom(...(Object.keys(names) as Name[]))
const command = <Do extends Command['do'], Rest>(
  weight: number,
  kinds: readonly Do[],
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...kinds), ...rest }) as unknown as fc.Arbitrary<Command>,
})
const commands = fc.array(
  fc.oneof(
    command(4, ['plan'], { rules: fc.nat(2), select: fc.nat(2), by: fc.option(name, { nil: undefined }) }),
    command(2, ['edit', 'forge'], { plan: recent, place: fc.nat(1_000) }),
    command(6, ['approve'], { plan: recent, by: name }),
    command(1, ['revoke'], { approval: recent }),
    command(2, ['waive'], { waiver: fc.nat(2) }),
    command(2, ['replace'], {}),
    command(1, ['release'], {}),
    command(6, ['apply'], { plan: recent }),
  ),
  { minLength: 15, maxLength: 30 },
)

/** What is agreed to with a package: it and its bytes, under rules, in a set or not, with what was waived. */
const agreedTo = (rules: number, set: string | null, { slug, sha256 }: Bytes, waivers: readonly Waiver[]) =>
  JSON.stringify([rules, set, slug, sha256, waivers.map(({ reason }) => reason)])

interface Bytes {
  readonly slug: string
  readonly sha256: string | null | undefined
}

interface Stored {
  readonly plan: Plan
  readonly rules: number
  readonly isEdited: boolean
}

/** Runs a story, and says after each step what has come to staging that should not have. */
async function run(commands: readonly Command[]): Promise<number> {
  const { emulator, cloudsmith } = await stock({ dev: [clean, quarantined, ...vulnerable] })
  await emulator.settle()
  const rowsOf = (repo: string) => cloudsmith.packages.list({ owner: 'acme', repo }).toArray()
  const slugsIn = (repo: string) =>
    [...emulator.world.repository({ owner: 'acme', repo }).packages.all()].map(({ slugPerm }) => slugPerm)
  const bad = (await rowsOf('dev')).find((row) => row.name === 'clsx')
  const ref = { owner: 'acme', repo: 'dev', identifier: bad?.slug_perm ?? '' }
  await cloudsmith.packages.quarantine(ref)

  const now = () => new Date(emulator.clock.now())
  const until = (days: number) => new Date(emulator.clock.now() + days * 86_400_000).toISOString()
  const waivers: Waiver[] = [
    {
      waives: 'max-severity',
      owner: 'carol',
      reason: 'lodash is not reachable',
      expires: until(30),
      packages: [{ format: 'npm', name: 'lodash' }],
    },
    { waives: 'max-severity', owner: 'carol', reason: 'all of it', expires: until(20) },
    { waives: 'max-severity', owner: 'mallory', reason: 'by nobody who may', expires: until(20) },
  ]
  const granted = new Set<Waiver>()
  const plans: Stored[] = []
  const approvals: { readonly given: Approval; readonly by: string; readonly seen: ReadonlySet<string>; isRevoked: boolean }[] =
    []
  const revocations: Revocation[] = []
  let [isReplaced, count] = [false, 0]

  for (const command of commands) {
    const before = slugsIn('staging')
    const source = command.do === 'apply' ? await rowsOf('dev') : []
    const chosen = 'plan' in command ? at(plans, command.plan) : undefined
    if ('plan' in command && chosen === undefined) continue
    const applied = await follow(command, chosen)
    const came = slugsIn('staging').filter((slug) => !before.includes(slug))
    if (came.length === 0) continue
    const rows = (await rowsOf('staging')).filter(({ slug_perm }) => came.includes(slug_perm))
    expect(rows).toHaveLength(came.length)
    for (const row of rows) {
      expect(applied, `${row.name} came by ${command.do}`).toBeDefined()
      if (applied !== undefined) requireAgreed(applied, row, source)
    }
    count += came.length
    // Empty again, so that it can go another time.
    for (const identifier of came) await cloudsmith.packages.delete({ owner: 'acme', repo: 'staging', identifier })
    await emulator.settle()
  }
  return count

  /** @returns the plan that was applied, if one was */
  async function follow(command: Command, chosen: Stored | undefined): Promise<Stored | undefined> {
    const pipeline = (rules: number) => pipelines[rules] as (typeof pipelines)[number]
    switch (command.do) {
      case 'plan': {
        const select = selections[command.select] ?? 'everything'
        const options = { from: 'dev', to: 'staging', select, allowEmpty: true, requestedBy: command.by, now: now() }
        const given = { waivers: [...granted], approvals: approvals.map((each) => each.given), revocations }
        const made = await plan(cloudsmith, pipeline(command.rules), { ...options, ...given })
        plans.push({ plan: stored(made), rules: command.rules, isEdited: false })
        return undefined
      }
      case 'edit': {
        if (chosen === undefined) return undefined
        const edited = stored(chosen.plan)
        const { estimates: _, kind: __, version: ___, ...covered } = chosen.plan
        const places = edits(covered)
        places[command.place % places.length]?.[1](edited)
        plans.push({ ...chosen, plan: edited, isEdited: true })
        return undefined
      }
      case 'forge': {
        if (chosen === undefined || chosen.isEdited) return undefined
        plans.push({ ...chosen, plan: await forged(chosen.plan, command.place) })
        return undefined
      }
      case 'approve': {
        if (chosen === undefined) return undefined
        const agreeing = approve(chosen.plan, { by: command.by, now: now() })
        if (chosen.isEdited) await expect(agreeing).rejects.toThrow()
        const given = await agreeing.catch(() => undefined)
        if (given === undefined) return undefined
        const seen = chosen.plan.items
          .filter(goes)
          .map((item) =>
            agreedTo(chosen.rules, chosen.plan.set, { slug: item.slugPerm, sha256: item.files[0]?.sha256 }, item.waivers),
          )
        approvals.push({ given: stored(given), by: names[command.by], seen: new Set(seen), isRevoked: false })
        return undefined
      }
      case 'revoke': {
        const taken = at(approvals, command.approval)
        if (taken === undefined) return undefined
        revocations.push(await revoke(taken.given, { by: taken.given.by, why: 'a mistake', now: now() }))
        // Given twice at one moment it is one and the same.
        for (const each of approvals) if (JSON.stringify(each.given) === JSON.stringify(taken.given)) each.isRevoked = true
        return undefined
      }
      case 'waive': {
        const waiver = waivers[command.waiver]
        if (waiver !== undefined && !granted.delete(waiver)) granted.add(waiver)
        return undefined
      }
      case 'replace': {
        const bytes = npm('ms', '2.1.3', isReplaced ? {} : { files: { 'index.js': 'evil()' } }).bytes
        isReplaced = !isReplaced
        const file = new File([bytes], clean.filename)
        await cloudsmith.push({ owner: 'acme', repo: 'dev', format: 'npm', ifExists: 'replace', file })
        await emulator.settle()
        return undefined
      }
      case 'release':
        // Once is enough.
        await cloudsmith.packages.quarantine({ ...ref, restore: true }).catch(() => {})
        return undefined
      case 'apply': {
        if (chosen === undefined) return undefined
        const given = { waivers: [...granted], approvals: approvals.map((each) => each.given), revocations }
        const applying = apply(cloudsmith, pipeline(chosen.rules), chosen.plan, {
          ...given,
          timeout: 600_000,
        })
        if (chosen.isEdited) await expect(applying).rejects.toThrow()
        await applying.catch(() => {})
        await emulator.settle()
        return chosen
      }
    }
  }

  /** Fails where not enough people have seen that this would go if they agree: its bytes, the rules, and what was waived. */
  function requireAgreed({ plan: { set, requestedBy }, rules }: Stored, row: Package, source: readonly Package[]) {
    const original = source.find((each) => each.name === row.name && each.checksum_sha256 === row.checksum_sha256)
    expect(original?.is_quarantined, `${row.name} is quarantined, or is not there`).toBe(false)
    const bytes = { slug: original?.slug_perm ?? '', sha256: row.checksum_sha256 }
    const mayLetThrough = waivers.filter(
      (waiver) => granted.has(waiver) && waiver.owner === 'carol' && (waiver.packages?.[0]?.name ?? row.name) === row.name,
    )
    const ways = isVulnerable(row.name ?? '') ? mayLetThrough.map((waiver) => [waiver]) : [[]]
    const requester = requestedBy === null ? undefined : names[requestedBy as Name]
    const agreed = ways.map((way) => {
      const what = agreedTo(rules, set, bytes, way)
      const who = approvals.filter(({ by, seen, isRevoked }) => seen.has(what) && by !== requester && !isRevoked)
      return new Set(who.map(({ by }) => by)).size
    })
    expect(Math.max(0, ...agreed), `${row.name} came, and too few people agreed to it`).toBeGreaterThanOrEqual(
      rulesOf[rules]?.quorum ?? 2,
    )
  }
}

/** A plan by somebody who knows how digests are made, and has everything go. */
async function forged(made: Plan, place: number): Promise<Plan> {
  const items: PlanItem[] = await Promise.all(
    made.items.map(async (item, index) => {
      const waivers = place % 2 === 0 ? item.waivers : []
      const open = { ...item, outcome: 'promote' as const, standing: 'absent' as const, reasons: [], gates: [], waivers }
      const kept = index === place % made.items.length ? { ...open, delivered: true } : open
      return { ...kept, digest: digestOfItem(kept) }
    }),
  )
  const whole = { ...made, requestedBy: place % 3 === 0 ? null : made.requestedBy, items }
  return { ...whole, digest: digestOfPlan(whole) }
}

test('F62 nothing is sent but what enough people have seen to go if they agree, with these bytes, rules and waivers', async () => {
  let [sent, stories] = [0, 0]
  const begin: Command[] = [
    { do: 'waive', waiver: 0 },
    { do: 'plan', rules: 0, select: 0, by: 'carol' },
  ]
  await fc.assert(
    fc.asyncProperty(commands, async (following) => {
      sent += await run([...begin, ...following])
      stories += 1
    }),
    { numRuns: 200, interruptAfterTimeLimit: 10_000 },
  )
  // Else it would say nothing.
  expect(sent, `in ${stories} stories`).toBeGreaterThan(0)
})
