import { skipped } from '@cloudsmith-sdk/browser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, scene } from '../scene.ts'
import { expectAccessible, type Opened, openPages, people } from './browser.ts'
import { everyPage, furnish, picture } from './pages.ts'

const windows = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
} as const

describe.skipIf(skipped !== '')(`what is seen${skipped}`, () => {
  let told: Scene
  let opened: Opened

  beforeAll(async () => {
    told = await scene()
    await furnish(told)
    opened = await openPages(told.parts)
  })
  afterAll(() => opened?.close())

  test.each(Object.entries(windows))(
    'every page fits, is for everybody to read, and runs nothing that came with a package: %s',
    async (window, options) => {
      const page = await opened.as({ ...people.ada, groups: ['security'] }, options)
      for (const [name, path] of Object.entries(await everyPage(told))) {
        await page.goto(path)
        await page.locator('h1').waitFor()
        await picture(page, `${name}-${window}`)
        // What is folded away is looked at as well.
        await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
        // Of a page in other colours nothing else is another.
        await expectAccessible(page, window === 'dark' ? ['color-contrast'] : undefined)
        const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        // Names that look like markup have made nothing of what they look like.
        const made = await page.evaluate('document.querySelectorAll("main :is(img, b, script)").length')
        expect([path, over, made]).toEqual([path, 0, 0])
      }
      expect(opened.problems.filter((problem) => !problem.includes('status of 404'))).toEqual([])
    },
  )

  test('what is not there, not allowed, or over says so, and leads on', async () => {
    const page = await opened.as(people.vera)
    const before = opened.problems.length
    await page.goto('/nothing')
    await page.locator('h1', { hasText: 'Not found' }).waitFor()
    await expectAccessible(page)
    await page.goto(`/plans/${told.plans.done}/rollback`)
    await page.locator('h1', { hasText: 'Not allowed' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('main').getByRole('link', { name: 'What needs you' }).click()
    await page.locator('h1', { hasText: 'What needs you' }).waitFor()
    await page.setExtraHTTPHeaders({ 'x-person': 'null' })
    await page.goto('/packages')
    await page.locator('h1', { hasText: 'You are signed out' }).waitFor()
    await expectAccessible(page)
    await picture(page, 'signed-out')
    // The browser tells of each of these answers by itself.
    expect(opened.problems.splice(before).every((problem) => /status of 40[134]/.test(problem))).toBe(true)
  })
})
