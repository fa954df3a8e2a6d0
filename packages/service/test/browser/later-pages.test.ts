import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assess } from '../../src/flow/assess.ts'
import { giveWaiver } from '../../src/flow/waive.ts'
import { listPackages } from '../../src/store/packages.ts'
import { hostile, type Scene, scene } from '../scene.ts'
import { expectAccessible, type Opened, openPages, people, skipped } from './browser.ts'

const security = { ...people.ada, groups: ['security'] }
const windows = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const

describe.skipIf(skipped !== '')(`what is over, what drifted, what is waived, and figures${skipped}`, () => {
  let world: Scene
  let opened: Opened
  beforeAll(async () => {
    world = await scene()
    const { parts, emulator } = world
    const expires = new Date(emulator.clock.now() + 3 * 86_400_000).toISOString()
    const waiver = { waives: 'licence', owner: 'ada', approver: 'security', reason: hostile, expires }
    await giveWaiver(parts, 'acme', waiver, { by: hostile, issuer: null, subject: null })
    const signal = new AbortController().signal
    for (const what of ['drift', 'ledger'] as const) await assess(parts, { data: { pipeline: 'acme', what }, signal })
    opened = await openPages(parts)
  }, 240_000)
  afterAll(() => opened?.close())

  const numberOf = async (name: string) => (await listPackages(world.parts.database, { pipeline: 'acme', name })).rows[0]?.id

  test.each(Object.entries(windows))('each page is for everybody: %s', async (_, options) => {
    const page = await opened.as(security, options)
    const paths = [
      '/history',
      '/history/runs',
      '/history/ledger',
      '/history/ledger/1',
      '/drift',
      '/waivers',
      '/pipeline',
      '/figures',
    ]
    for (const path of [...paths, `/packages/${await numberOf('left-pad')}`, `/packages/${await numberOf(hostile)}`]) {
      await page.goto(path)
      // Tables of figures are looked at as well.
      for (const summary of await page.locator('figure summary').all()) await summary.click()
      await expectAccessible(page)
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect([path, wide]).toEqual([path, 0])
    }
    expect(opened.problems).toEqual([])
  })

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
    await page.goto(`/packages/${await numberOf('left-pad')}`)
    await page.getByRole('link', { name: 'Plan 1' }).first().focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/runs\/\d+$/)
  })

  test('what is found by a look again is there without a reload', async () => {
    const page = await opened.as(people.ada)
    await page.goto('/drift')
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.waitForURL(/said=/)
    await world.emulator.add('acme/production', npmPackage({ name: 'strayed', version: '1.0.0', license: 'MIT' }))
    await world.work()
    await expect.poll(() => page.getByText('strayed').count()).toBeGreaterThan(0)
    expect(opened.problems).toEqual([])
  })
})
