import { type Page, skipped } from '@cloudsmith-sdk/browser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPlan } from '../../src/store/plans.ts'
import { type Scene, scene } from '../scene.ts'
import { type Opened, openPages, people } from './browser.ts'

describe.skipIf(skipped !== '')(`what one does with the pages${skipped}`, () => {
  let told: Scene
  let opened: Opened

  beforeAll(async () => {
    told = await scene()
    opened = await openPages(told.parts)
  })
  afterAll(() => opened?.close())

  const stateOf = async (plan: number | undefined) => (await findPlan(told.parts.database, plan ?? 0))?.state
  const textOf = (page: Page, selector: string) => page.locator(selector).textContent()

  test('two people agree, each in a window of their own, and see what the other does as it happens', async () => {
    const plan = told.plans.waiting[1]
    const [ada, grace] = [await opened.as(people.ada), await opened.as(people.grace)]
    await grace.goto(`/plans/${plan}`)
    await grace.getByLabel('Reason').fill('half a sentence')
    await ada.goto('/')
    await ada
      .locator('li', { hasText: 'express' })
      .getByRole('link', { name: /Review/ })
      .click()
    await ada.getByLabel('Reason').fill('It is what we tested.')
    await ada.getByRole('button', { name: 'Approve' }).click()
    await ada.getByRole('status').filter({ hasText: 'You approved the plan' }).waitFor()
    expect(await ada.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    await grace.getByText('It is what we tested.').waitFor()
    // What somebody is about to say stays while the page changes around it.
    expect(await grace.getByLabel('Reason').inputValue()).toBe('half a sentence')
    await grace.getByRole('button', { name: 'Approve' }).click()
    await grace.getByRole('status').filter({ hasText: 'You approved the plan' }).waitFor()
    await told.work()
    await ada.locator('h1 .badge', { hasText: 'done' }).waitFor()
    expect(await stateOf(plan)).toBe('done')
    await ada
      .getByRole('link', { name: /^Run \d+/ })
      .first()
      .click()
    await ada.getByRole('link', { name: 'Report' }).waitFor()
  })

  test('a refusal takes a reason, and is seen on the first screen of others at once', async () => {
    const plan = told.plans.waiting[0]
    const [ada, grace] = [await opened.as(people.ada), await opened.as(people.grace)]
    await grace.goto('/')
    await grace.locator('section', { hasText: 'Waiting for you' }).getByText('requests').waitFor()
    await ada.goto(`/plans/${plan}`)
    await ada.getByText('Refuse…').click()
    await ada.getByRole('button', { name: 'Refuse' }).click()
    expect(await ada.evaluate('document.activeElement.name')).toBe('why')
    await ada.getByLabel('Why').fill('The licence is to be cleared first.')
    await ada.getByRole('button', { name: 'Refuse' }).click()
    await ada.getByText('The licence is to be cleared first.').waitFor()
    expect(await stateOf(plan)).toBe('refused')
    await grace.getByRole('heading', { name: 'Waiting for you' }).waitFor({ state: 'detached' })
  })

  test('a run is followed as it goes, over a connection that breaks, with nothing lost and nothing twice', async () => {
    const page = await opened.as(people.ada)
    await page.goto(`/runs/${told.runs.going}`)
    await page.getByText('1 of 3').waitFor()
    const progress = (done: number) => ({ done, total: 3, requests: 3, minutes: 0.1 })
    await told.happens({ type: 'looked', pending: 7, scanning: 0, pause: 10, progress: progress(2) })
    await page.getByText('7 packages on the way').waitFor()
    const before = opened.problems.length
    const resume = await opened.interrupt()
    await told.happens({ type: 'looked', pending: 5, scanning: 0, pause: 10, progress: progress(2) })
    await resume()
    await page.getByText('5 packages on the way').waitFor()
    await told.happens({ type: 'looked', pending: 1, scanning: 0, pause: 10, progress: progress(3) })
    await page.getByText('1 package on the way').waitFor()
    expect(await page.getByText(/on the way/).allInnerTexts()).toEqual([
      '1 package on the way',
      '5 packages on the way',
      '7 packages on the way',
    ])
    expect(await textOf(page, '.far')).toContain('3 of 3')
    expect(await page.locator('progress').getAttribute('value')).toBe('3')
    // What is called like markup is text in what the browser draws, too.
    expect(await page.locator('.events').textContent()).toContain('<img src=x onerror=alert(1)>U+202E')
    expect(await page.evaluate('document.images.length')).toBe(0)
    // The browser tells of the broken connection by itself.
    expect(opened.problems.splice(before).every((problem) => /ERR_|Failed to load/.test(problem))).toBe(true)
  })

  test('a page that lost its service says so, and is true again once that is back', async () => {
    const page = await opened.as(people.ada)
    await page.goto('/')
    const failed = page.locator('li', { hasText: 'dev cannot be checked' })
    await failed.waitFor()
    const before = opened.problems.length
    const resume = await opened.interrupt()
    await page.getByText('Connecting again…').waitFor()
    await resume()
    await page.getByText('Connecting again…').waitFor({ state: 'hidden' })
    const other = await opened.as(people.grace)
    await other.goto('/')
    await other
      .locator('li', { hasText: 'dev cannot be checked' })
      .getByRole('button', { name: /Mark as seen/ })
      .click()
    await failed.waitFor({ state: 'detached' })
    expect(opened.problems.splice(before).every((problem) => /ERR_|Failed to load/.test(problem))).toBe(true)
  })

  test('filters are applied as one types, stay in the address, and are left by the keyboard alone', async () => {
    const page = await opened.as(people.ada)
    await page.goto('/packages')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('left')
    await expect.poll(() => page.evaluate('location.search')).toBe('?name=left')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    expect(await page.evaluate('document.activeElement.name')).toBe('name')
    await page.getByRole('combobox', { name: 'Stage' }).selectOption('production')
    await expect.poll(() => page.evaluate('location.search')).toBe('?name=left&stage=production')
    await page.reload()
    expect(await page.getByLabel('Name').inputValue()).toBe('left')
    await page.getByRole('link', { name: 'Clear' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(5)
  })

  test('everything works without scripts: filters, colours, a decision, a pause', async () => {
    const page = await opened.as(people.grace, { javaScriptEnabled: false })
    await page.goto('/packages')
    await page.getByLabel('Name').fill('lodash')
    await page.getByRole('button', { name: 'Find' }).click()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('button', { name: 'Dark' }).click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    await page.goto('/')
    await page.getByRole('link', { name: /Pause.*staging to production/ }).click()
    await page.getByLabel('Why').fill('an incident')
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused:').waitFor()
    await page.getByRole('button', { name: /Resume.*staging to production/ }).click()
    await page.getByText('Resumed').waitFor()
    await page.goto(`/plans/${told.plans.done}/rollback`)
    await page.getByLabel('Why').fill('it breaks the shop')
    await page.getByRole('button', { name: 'Roll back' }).click()
    await page.getByText('The rollback is running.').waitFor()
    await told.work()
    await page.reload()
    await page.locator('h1 .badge', { hasText: 'undone' }).waitFor()
  })

  test('what is sent when a session is over is not done, and says so', async () => {
    const page = await opened.as(people.ada)
    await page.goto('/')
    const before = opened.problems.length
    await page.setExtraHTTPHeaders({ 'x-person': 'null' })
    await page
      .locator('li', { hasText: 'left-pad' })
      .getByRole('button', { name: /Mark as seen/ })
      .click()
    await page.getByText('so nothing was done').waitFor()
    expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in?back=%2F')
    expect(opened.problems.splice(before).every((problem) => problem.includes('status of 401'))).toBe(true)
  })

  test('nothing went wrong in any window', () => {
    expect(opened.problems).toEqual([])
  })
})
