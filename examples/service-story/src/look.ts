import type { Page } from 'playwright-core'
import { check } from '../../promotion-story/src/checks.ts'
import { claims } from './claims.ts'
import { waiting, waitingIn } from './held.ts'
import { shows } from './window.ts'
import type { World } from './world.ts'

const runIn = (page: Page) => page.getByRole('link', { name: /^Run \d+/ })

/** Whether the page of the plan shows that its run begins: asked before the last approval, since it runs for a few seconds only. */
export const begins = (page: Page): Promise<boolean> =>
  shows(page.getByRole('heading', { level: 1 }).filter({ hasText: 'running' }), runIn(page))

/** On the page of the plan that was approved: follows its run to the end, and never reloads. */
export async function follow(page: Page, begun: Promise<boolean>): Promise<void> {
  const isBegun = await begun
  await runIn(page).first().click()
  // What a reload would undo.
  await page.evaluate('window.isTheSame = true')
  const events = page.getByRole('list', { name: 'Events, latest first' })
  const isLive = await shows(events.getByText('sent', { exact: true }), page.getByText('of 3'))
  const isFollowed = await shows(...Object.keys(waiting).map((name) => events.getByText(new RegExp(`^${name} .* as released`))))
  check(claims.live, isBegun && isLive && isFollowed)
  const isOver = await shows(
    page.getByRole('heading', { level: 1 }).filter({ hasText: 'succeeded' }),
    page.getByText('3 of 3'),
    page.getByRole('link', { name: 'Report' }),
  )
  check(claims.ended, isOver && (await page.evaluate('window.isTheSame === true')) === true)
}

/** Looks what is where, what waits, and what is where it should not be. */
export async function lookAround(page: Page, { cloudsmith }: World): Promise<void> {
  await page.goto('/packages')
  const cellOf = (name: string) =>
    page
      .getByRole('row')
      .filter({ hasText: `${name} ${waiting[name as keyof typeof waiting]}` })
      .locator('[data-title=production]')
  const arrived = Object.keys(waiting).map((name) => cellOf(name).filter({ hasText: 'released' }))
  check(claims.stages, await shows(...arrived))
  const [before, after] = [await waitingIn(cloudsmith, 'staging'), await waitingIn(cloudsmith, 'production')]
  check(claims.bytes, after.size === 3 && [...after].every(([name, bytes]) => bytes !== null && before.get(name) === bytes))
  const resting = page.getByRole('row').filter({ hasText: 'got 14.4.2' })
  check(claims.soaking, await shows(resting.filter({ hasText: 'waiting' }).filter({ hasText: /in (1 day|\d+ (days|h))/ })))

  await page.getByRole('link', { name: 'Drift' }).click()
  const drifted = page.getByRole('region', { name: 'Drift of production' }).getByRole('row')
  const isFound = await shows(drifted.filter({ hasText: 'hotfix' }).filter({ hasText: 'not in the stage before' }))
  // The first row has the titles of the columns.
  check(claims.drift, isFound && (await drifted.count()) === 2)
}

/** Sees what a rollback of a plan would do, and leaves it at that. */
export async function previewRollback(page: Page, plan: string, { cloudsmith }: World): Promise<void> {
  await page.goto(plan)
  await page
    .getByRole('link', { name: /^Run \d+/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Roll back…' }).click()
  const preview = page.getByRole('region', { name: 'Preview' }).getByRole('listitem')
  const isTold = await shows(
    ...Object.keys(waiting).map((name) => preview.filter({ hasText: name }).filter({ hasText: 'deleted' })),
  )
  check(claims.preview, isTold && (await preview.count()) === 3)
  await page.getByRole('link', { name: 'Cancel' }).click()
  check(claims.untouched, (await waitingIn(cloudsmith, 'production')).size === 3)
}
