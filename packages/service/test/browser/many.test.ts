import { skipped } from '@cloudsmith-sdk/browser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillWith } from '../many-packages.ts'
import { story } from '../story.ts'
import { type Opened, openPages, people } from './browser.ts'

describe.skipIf(skipped !== '')(`a hundred thousand packages${skipped}`, () => {
  let opened: Opened

  beforeAll(async () => {
    const { parts } = await story()
    await fillWith(parts.database, 'acme', 100_000)
    opened = await openPages(parts)
  })
  afterAll(() => opened?.close())

  test('are found, filtered and paged through, and none is told of twice', async () => {
    const page = await opened.as(people.ada)
    await page.goto('/packages')
    await page.getByText('more than 1,000 packages').waitFor()
    await page.getByLabel('Name').fill('package-0999')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(50)
    await page.getByText('100 packages').waitFor()
    const first = await page.locator('tbody th').allInnerTexts()
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByRole('link', { name: 'To the beginning' }).waitFor()
    const second = await page.locator('tbody th').allInnerTexts()
    expect(new Set([...first, ...second]).size).toBe(100)
    expect(await page.getByLabel('Name').inputValue()).toBe('package-0999')
    await page.getByLabel('State').selectOption('blocked')
    await expect.poll(() => page.evaluate('location.search')).toBe('?name=package-0999&state=blocked')
    await page.getByLabel('Name').fill('')
    await page.getByText('100 packages').waitFor()
    await page.goto('/')
    await page.getByRole('link', { name: 'all 100' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(50)
    expect(opened.problems).toEqual([])
  })
})
