import { skipped } from '@cloudsmith-sdk/browser'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, scene } from '../scene.ts'
import { type Opened, openPages, people } from './browser.ts'
import { furnish, numberOf } from './pages.ts'

describe.skipIf(skipped !== '')(`what is over, what drifted, and what is waived${skipped}`, () => {
  let world: Scene
  let opened: Opened
  beforeAll(async () => {
    world = await scene()
    await furnish(world)
    opened = await openPages(world.parts)
  })
  afterAll(() => opened?.close())

  test('without scripts a waiver is ended, an edge resumed, and the history filtered', async () => {
    const page = await opened.as(people.grace, { javaScriptEnabled: false })
    await page.goto('/waivers')
    await page.getByText('End…').click()
    await page.getByRole('button', { name: 'End it now' }).click()
    expect(await page.getByRole('status').textContent()).toContain('The waiver has ended.')
    await page.goto('/pipeline')
    await page.getByRole('button', { name: 'Resume dev to staging' }).click()
    expect(new URL(page.url()).pathname).toBe('/pipeline')
    expect(await page.getByText('paused').count()).toBe(0)
    await page.goto('/history')
    await page.getByLabel('Person').fill('grace')
    await page.getByRole('button', { name: 'Find' }).click()
    expect(await page.locator('tbody tr').count()).toBe(1)
  })

  test('with the keyboard alone one comes from a package to its proof', async () => {
    const page = await opened.as(people.vera)
    await page.goto(`/packages/${await numberOf(world, 'left-pad')}`)
    await page.getByRole('link', { name: 'Plan 1' }).first().focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/runs\/\d+$/)
  })

  test('what is found by a look again is there without a reload', async () => {
    const page = await opened.as(people.ada)
    await page.goto('/drift')
    await page.getByRole('button', { name: 'Check again' }).click()
    await page.waitForURL(/said=/)
    await world.emulator.add('acme/production', npmPackage({ name: 'strayed', version: '1.0.0', license: 'MIT' }))
    await world.work()
    await expect.poll(() => page.getByText('strayed').count()).toBeGreaterThan(0)
    expect(opened.problems).toEqual([])
  })
})
