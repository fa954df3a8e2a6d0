import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@cloudsmith-sdk/browser'
import { assess } from '../../src/flow/assess.ts'
import { giveWaiver } from '../../src/flow/waive.ts'
import { listPackages } from '../../src/store/packages.ts'
import { hostile, type Scene, toProduction, toStaging } from '../scene.ts'

/** What happens in a scene besides, so that every page has something to show. */
export async function furnish({ parts, emulator }: Scene): Promise<void> {
  const expires = new Date(emulator.clock.now() + 3 * 86_400_000).toISOString()
  const waiver = { waives: 'licence', owner: 'ada', approver: 'security', reason: hostile, expires }
  await giveWaiver(parts, 'acme', waiver, { by: hostile, issuer: null, subject: null })
  const signal = new AbortController().signal
  for (const what of ['drift', 'ledger'] as const) await assess(parts, { data: { pipeline: 'acme', what }, signal })
}

/** Number of a package by its name. */
export const numberOf = async ({ parts }: Scene, name: string): Promise<number> =>
  (await listPackages(parts.database, { pipeline: 'acme', name })).rows[0]?.id ?? 0

/** Every page of a scene, by a name for its picture. */
export async function everyPage(told: Scene): Promise<Readonly<Record<string, string>>> {
  const { plans, runs } = told
  const [first, second] = plans.waiting
  const blocked = await numberOf(told, 'lodash')
  return {
    'needs-you': '/',
    packages: '/packages',
    'packages-none': '/packages?name=nothing',
    'plan-waiting': `/plans/${first}`,
    'plan-replacing': `/plans/${second}`,
    'plan-done': `/plans/${plans.done}`,
    'plan-going': `/plans/${plans.going}`,
    'run-done': `/runs/${runs.done}`,
    'run-going': `/runs/${runs.going}`,
    rollback: `/plans/${plans.done}/rollback`,
    pause: `/edges/pause?edge=${encodeURIComponent(toProduction)}`,
    waive: `/waivers/new?${new URLSearchParams({ package: String(blocked), edge: toStaging })}`,
    'history-plans': '/history',
    'history-runs': '/history/runs',
    ledger: '/history/ledger',
    'ledger-entry': '/history/ledger/1',
    drift: '/drift',
    waivers: '/waivers',
    pipeline: '/pipeline',
    figures: '/figures',
    package: `/packages/${await numberOf(told, 'left-pad')}`,
    'package-hostile': `/packages/${await numberOf(told, hostile)}`,
    'package-blocked': `/packages/${blocked}`,
    'not-found': '/nothing',
  }
}

/** Takes a picture of a page, where the variable `SCREENSHOTS` names a folder for them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
