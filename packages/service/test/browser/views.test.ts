import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, scene, toProduction } from '../scene.ts'
import { expectAccessible, type Opened, openPages, people, skipped } from './browser.ts'

describe.skipIf(skipped !== '')(`what is seen${skipped}`, () => {
  let told: Scene
  let opened: Opened

  beforeAll(async () => {
    told = await scene()
    opened = await openPages(told.parts)
  })
  afterAll(() => opened?.close())

  const paths = (): readonly string[] => {
    const { plans, runs } = told
    const [first, second] = plans.waiting
    return [
      ...[
        '/',
        '/packages',
        '/packages?name=nothing',
        `/plans/${first}`,
        `/plans/${second}`,
        `/plans/${plans.done}`,
        `/plans/${plans.going}`,
      ],
      ...[
        `/runs/${runs.done}`,
        `/runs/${runs.going}`,
        `/plans/${plans.done}/rollback`,
        `/edges/pause?edge=${encodeURIComponent(toProduction)}`,
      ],
    ]
  }

  test.each(['light', 'dark'] as const)(
    'every page is well to read in %s colours, and runs nothing that came with a package',
    async (colorScheme) => {
      const page = await opened.as(people.ada, { colorScheme })
      for (const path of paths()) {
        await page.goto(path)
        await page.locator('h1').waitFor()
        for (const each of await page.locator('details').all()) await each.evaluate((details) => details.setAttribute('open', ''))
        await expectAccessible(page)
      }
      expect(opened.problems).toEqual([])
    },
  )

  test('every page fits a phone, and is well to read there', async () => {
    const page = await opened.as(people.ada, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    for (const path of paths()) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360])
      await expectAccessible(page)
    }
  })

  test('what is not there, not allowed, or over says so, and leads on', async () => {
    const page = await opened.as(people.vera)
    const before = opened.problems.length
    await page.goto('/nothing')
    await page.locator('h1', { hasText: 'Not found' }).waitFor()
    await expectAccessible(page)
    await page.goto(`/plans/${told.plans.done}/rollback`)
    await page.locator('h1', { hasText: 'Not yours to do' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('main').getByRole('link', { name: 'What needs you' }).click()
    await page.locator('h1', { hasText: 'What needs you' }).waitFor()
    await page.setExtraHTTPHeaders({ 'x-person': 'null' })
    await page.goto('/packages')
    await page.locator('h1', { hasText: 'You are signed out' }).waitFor()
    await expectAccessible(page)
    // The browser tells of each of these answers by itself.
    expect(opened.problems.splice(before).every((problem) => /status of 40[134]/.test(problem))).toBe(true)
  })
})
