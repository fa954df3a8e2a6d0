import type { Page } from 'playwright-core'
import { check } from '../../promotion-story/src/checks.ts'
import { claims } from './claims.ts'
import { waiting, waitingIn } from './held.ts'
import { shows, signIn } from './window.ts'
import type { World } from './world.ts'

/** Somebody comes in, and sees what needs them. */
export async function arrive(page: Page): Promise<void> {
  await page.goto('/')
  const isOut = await shows(page.getByRole('heading', { name: 'You are signed out' }))
  check(claims.signedOut, isOut && !(await page.content()).includes('express'))
  await signIn(page, 'Ada')
  const mine = page.getByRole('region', { name: 'Waiting for you' }).getByRole('listitem')
  const isAsked = await shows(mine.filter({ hasText: '2 approvals' }).filter({ hasText: 'No approvals yet' }))
  const text = (await mine.first().textContent()) ?? ''
  check(claims.needs, isAsked && Object.entries(waiting).every(([name, version]) => text.includes(`${name} ${version}`)))
  const lodash = page.getByRole('listitem').filter({ hasText: 'lodash' })
  check(claims.blocked, await shows(lodash.filter({ hasText: 'CVE-2021-23337' }).filter({ hasText: 'fixed in 4.17.21' })))
}

/** Opens the plan. @returns its address */
export async function readPlan(page: Page): Promise<string> {
  await page.getByRole('link', { name: /^Review/ }).click()
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const isTold = await shows(
    page.getByRole('heading', { name: '3 packages to production' }),
    row('express 4.19.2').filter({ hasText: '4.18.2' }),
    row('requests 2.32.4').filter({ hasText: '2.31.0' }),
    row('ms 2.1.3').filter({ hasText: 'nothing' }),
  )
  check(claims.plan, isTold)
  return new URL(page.url()).pathname
}

/** Somebody looks who may do no more. */
export async function lookOnly(page: Page, plan: string): Promise<void> {
  await page.goto(plan)
  await signIn(page, 'Vera')
  check(claims.back, new URL(page.url()).pathname === plan)
  const mayNot = await shows(page.getByText('With the role viewer you can look'))
  check(claims.viewer, mayNot && (await page.getByRole('button', { name: /Approve|Refuse/ }).count()) === 0)
}

/** One of two people agrees, and stays on the page of the plan. */
export async function approveFirst(page: Page, { cloudsmith }: World): Promise<void> {
  await page.getByLabel('Reason').fill('Tested in staging for three days.')
  await page.getByRole('button', { name: 'Approve' }).click()
  const isSaid = await shows(page.getByRole('status').filter({ hasText: 'You approved the plan' }))
  // Whatever was going to happen by one approval alone would have begun by now.
  await page.waitForTimeout(1_500)
  const isWaiting = await shows(page.getByRole('heading', { level: 1 }).filter({ hasText: 'needs approval' }))
  check(claims.first, isSaid && isWaiting && (await waitingIn(cloudsmith, 'production')).size === 0)
  check(claims.once, (await page.getByRole('button', { name: 'Approve' }).count()) === 0)
}

/** The other one does, in a window of their own. */
export async function approveSecond(page: Page, plan: string): Promise<void> {
  await page.goto(plan)
  await signIn(page, 'Grace')
  const isSeen = await shows(page.getByText('Tested in staging for three days.'))
  await page.getByRole('button', { name: 'Approve' }).click()
  check(claims.second, isSeen && (await shows(page.getByRole('status').filter({ hasText: 'You approved the plan' }))))
}
