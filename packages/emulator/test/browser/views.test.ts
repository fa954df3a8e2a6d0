import { skipped } from '@cloudsmith-sdk/browser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator, realClock } from '../../src/index.ts'
import { npmPackage } from '../../src/testing.ts'
import { expectAccessible, type Shown, show } from './browser.ts'
import { hostileName, richScene } from './scene.ts'

/** All views of an emulator in which a bit of everything has happened. */
async function viewsOf(emulator: Emulator): Promise<Record<string, string>> {
  const packages = [...emulator.world.packages.values()]
  const quarantined = packages.find(({ isQuarantined }) => isQuarantined)
  const hostile = packages.find(({ content }) => content.format === 'raw')
  return {
    overview: '#/',
    packages: '#/packages',
    'a package in quarantine': `#/packages/${quarantined?.slugPerm}`,
    'a package of an attacker': `#/packages/${hostile?.slugPerm}`,
    scans: '#/scans',
    requests: '#/requests',
    'a request': `#/requests/${emulator.requests.all.findLast(({ method }) => method === 'POST')?.id}`,
    deliveries: '#/deliveries',
    'a delivery': `#/deliveries/${emulator.deliveries.at(-1)?.triggerId}`,
    faults: '#/faults',
    behaviour: '#/behaviour',
    snapshots: '#/snapshots',
    keys: '#/keys',
  }
}

describe.skipIf(skipped !== '')(`every view${skipped}`, () => {
  let shown: Shown
  let views: Record<string, string>

  beforeAll(async () => {
    const emulator = await richScene()
    shown = await show(emulator, { makeWorld: async () => ({ emulator: createEmulator({ clock: realClock() }) }) })
    emulator.faults.add({ operation: 'packages_copy', status: 503, times: 3 })
    emulator.latency = 20
    views = await viewsOf(emulator)
  })
  afterAll(() => shown?.close())

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('is accessible and fits, in %s colours and %i pixels wide', async (colorScheme, width) => {
    const { page, open } = shown
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    for (const [name, hash] of Object.entries(views)) {
      await open(hash)
      await page.locator('main', { hasNotText: 'Loading…' }).waitFor()
      await page.evaluate('document.querySelectorAll("main details").forEach((details) => { details.open = true })')
      await expectAccessible(page)
      expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, width])
    }
  })

  test('nothing of an attacker is markup, and what is not seen is shown', async () => {
    const { page, open } = shown
    for (const hash of [views.packages, views['a package of an attacker'], views.overview]) {
      await open(hash ?? '')
      await page.getByText('<img src=x onerror=alert(1)>').first().waitFor()
      expect(await page.locator('img, main script, main b').count()).toBe(0)
      expect(await page.locator('body').textContent()).not.toMatch(/(?![\n\t])\p{C}/u)
      expect(await page.title()).not.toMatch(/(?![\n\t])\p{C}/u)
    }
    await page.getByText('U+202E').first().waitFor()
    expect(hostileName).toContain('\u202e')
  })

  test('nothing went wrong in the browser, and nothing was asked elsewhere', () => {
    expect(shown.problems).toEqual([])
  })
})

describe.skipIf(skipped !== '')(`an empty emulator${skipped}`, () => {
  test('says in each view that there is nothing, and is accessible', async () => {
    const { page, open, close, problems } = await show(createEmulator({ workspaces: [] }))
    try {
      for (const view of ['', 'packages', 'scans', 'requests', 'deliveries', 'faults', 'behaviour', 'snapshots', 'keys']) {
        await open(`#/${view}`)
        await page.locator('main', { hasNotText: 'Loading…' }).waitFor()
        await expectAccessible(page)
      }
      expect(problems).toEqual([])
    } finally {
      await close()
    }
  })
})

describe.skipIf(skipped !== '')(`100,000 packages${skipped}`, () => {
  test('come page by page, and are found', async () => {
    const emulator = createEmulator({ clock: realClock() })
    const variants = Array.from({ length: 100_000 }, (_, index) => ({ name: `package-${index}`, version: '1.0.0' }))
    await emulator.addMany('acme/dev', npmPackage({ name: 'many', version: '1.0.0' }), variants)
    const { page, open, close } = await show(emulator)
    try {
      await open('#/packages')
      await page.getByText('1 to 50 of 100,000').waitFor()
      expect(await page.locator('tbody tr').count()).toBe(50)
      const link = page.getByRole('link', { name: 'package-99960' })
      await link.scrollIntoViewIfNeeded()
      const scrolled = await page.evaluate('scrollY')
      expect(scrolled).toBeGreaterThan(100)
      await link.click()
      await page.locator('h1', { hasText: 'package-99960' }).waitFor()
      await expect.poll(() => page.evaluate('scrollY')).toBe(0)
      // Going back leads to the former position, and focuses the link that was followed.
      await page.goBack()
      await expect.poll(() => page.evaluate('scrollY')).toBe(scrolled)
      expect(await page.evaluate('document.activeElement.textContent')).toContain('package-99960')
      await page.getByRole('link', { name: 'Last', exact: true }).click()
      await page.getByText('99,951 to 100,000 of 100,000').waitFor()
      await page.locator('[data-search]').fill('name:^package-99999$')
      await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    } finally {
      await close()
    }
  })
})
