import { skipped } from '@cloudsmith-sdk/browser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, realClock } from '../../src/index.ts'
import { npmPackage } from '../../src/testing.ts'
import type { Client } from '../story.ts'
import { type Shown, show } from './browser.ts'
import { asAdmin, richScene } from './scene.ts'

describe.skipIf(skipped !== '')(`what one does with the page${skipped}`, () => {
  let shown: Shown
  let send: Client

  beforeAll(async () => {
    const emulator = await richScene()
    shown = await show(emulator, { makeWorld: async () => ({ emulator: createEmulator({ clock: realClock() }) }) })
    send = asAdmin(emulator)
  })
  afterAll(() => shown?.close())

  const row = (text: string) => shown.page.locator('tbody tr', { hasText: text })
  const hash = () => shown.page.evaluate('location.hash')

  test('a package is found, looked at, and left by the back button, which leads to where one was', async () => {
    const { page, open, focused } = shown
    await open('#/packages', 'Packages')
    await page.getByLabel('Repository').selectOption('acme/dev')
    await page.getByLabel('Search').fill('name:lodash version:4.17.21')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    expect(await hash()).toBe('#/packages?repository=acme%2Fdev&query=name%3Alodash+version%3A4.17.21')
    await row('4.17.21').getByRole('link', { name: 'lodash' }).click()
    await page.locator('h1', { hasText: 'lodash 4.17.21' }).waitFor()
    await expect.poll(focused).toBe('lodash 4.17.21')
    expect(await page.title()).toBe('lodash 4.17.21 · Cloudsmith emulator')
    await page.getByText(/^[0-9a-f]{64}$/).waitFor()
    await page.reload()
    await page.locator('h1', { hasText: 'lodash 4.17.21' }).waitFor()
    await page.goBack()
    await page.locator('h1', { hasText: 'Packages' }).waitFor()
    expect(await page.getByLabel('Search').inputValue()).toBe('name:lodash version:4.17.21')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  })

  test('a query that cannot be read is told in words, until it can', async () => {
    const { page, open, problems } = shown
    await open('#/packages', 'Packages')
    await page.getByLabel('Search').fill('name:(')
    await page.locator('.problem').waitFor()
    await page.getByLabel('Search').fill('')
    await page.locator('.problem').waitFor({ state: 'detached' })
    // The browser reports the refused request by itself.
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('status of 400')))
  })

  test('requests appear as they come, with headers and bodies, and without credentials', async () => {
    const { page, open } = shown
    await open('#/requests', 'Requests')
    await send('POST', '/entitlements/acme/dev/', { name: 'ci', token: 'my-own-secret' })
    await row('entitlements_create').waitFor()
    await page.getByLabel('Filter').fill('entitlements_create')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    await row('entitlements_create').getByRole('link').click()
    await page.getByRole('region', { name: 'Request body' }).waitFor()
    expect(await page.getByRole('region', { name: 'Request body' }).textContent()).toContain('"name": "ci"')
    const text = await page.locator('main').textContent()
    expect(text).toContain('x-api-key')
    expect(text).not.toMatch(/my-own-secret|emulator-admin-key/)
  })

  test('a near miss says what may have been meant', async () => {
    await send('GET', '/packages/acme/devv/')
    await shown.open('#/requests?status=404', 'Requests')
    await row("did you mean 'dev'").waitFor()
  })

  test('the list goes on without taking the focus, an open detail or the place away', async () => {
    const { page, open } = shown
    await open('#/scans', 'Scans')
    await shown.emulator.add('acme/production', npmPackage({ name: 'lodash', version: '4.17.20' }))
    const scan = row('4.17.20').filter({ hasText: 'acme/production' })
    await scan.locator('summary').click()
    await page.evaluate('scrollTo(0, 40)')
    await shown.emulator.add('acme/staging', npmPackage({ name: 'newcomer', version: '1.0.0' }))
    await row('newcomer').waitFor()
    expect(await scan.locator('details').getAttribute('open')).not.toBeNull()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY')
  })

  test('a delivery is looked at with its signature, and sent again', async () => {
    const { page, open, emulator, focused } = shown
    await open('#/deliveries', 'Deliveries')
    const before = emulator.deliveries.at(-1)?.attempts.length ?? 0
    await page.locator('tbody tr a').first().click()
    await page.getByText('X-Cloudsmith-Signature').waitFor()
    await page.getByRole('button', { name: /^Redeliver/ }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => emulator.deliveries.at(-1)?.attempts.length).toBe(before + 1)
    expect(await focused()).toMatch(/^Redeliver/)
    await page.getByRole('status').getByText('is sent again').waitFor()
  })

  test('the clock moves on, and settles', async () => {
    const { page, open } = shown
    await open('#/', 'Overview')
    const now = async () => Date.parse((await page.locator('#now').getAttribute('datetime')) ?? '')
    const before = await now()
    await page.getByRole('button', { name: /^\+1 day/ }).click()
    await expect.poll(now).toBeGreaterThanOrEqual(before + 86_400_000)
    await page.getByRole('button', { name: /^Settle/ }).click()
    await page.getByText('Nothing is left to do.').waitFor()
  })

  test('faults, latency, rate limit and switches are set and taken back', async () => {
    const { page, open, emulator } = shown
    await open('#/faults', 'Faults')
    await page.getByLabel('Operation').fill('repos_read')
    await page.getByLabel('Path').fill('/repos/acme/*')
    await page.getByLabel('Status').fill('418')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await row('repos_read').waitFor()
    const fault = { operation: 'repos_read', path: '/repos/acme/*', status: 418 }
    expect(emulator.faults.waiting).toMatchObject([{ fault, left: 1 }])
    await row('repos_read').getByRole('button').click()
    await page.getByText('No pending faults').waitFor()
    await page.getByLabel('Operation').fill('no_such_operation')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await page.getByRole('status').getByText('is not an operation of the API').waitFor()

    await open('#/behaviour', 'Behaviour')
    await page.getByLabel('Milliseconds').fill('5')
    await page.getByRole('button', { name: 'Set latency' }).click()
    await expect.poll(() => emulator.latency).toBe(5)
    await page.getByLabel('Requests', { exact: true }).fill('99')
    await page.getByRole('button', { name: 'Set rate limit' }).click()
    await expect.poll(() => emulator.rateLimit.limit).toBe(99)
    await page.getByRole('switch', { name: 'copyKeepsTags' }).click()
    await expect.poll(() => emulator.switches.copyKeepsTags).toBe(false)
    await page.getByLabel('quarantinedCopy').selectOption('released')
    await expect.poll(() => emulator.switches.quarantinedCopy).toBe('released')
    await page.getByRole('button', { name: 'Back to defaults (2)' }).click()
    await expect.poll(() => emulator.switches).toMatchObject({ copyKeepsTags: true, quarantinedCopy: 'refused' })
  })

  test('a snapshot is taken and restored', async () => {
    const { page, open, emulator } = shown
    await open('#/snapshots', 'Snapshots')
    await page.getByLabel('Name').first().fill('before')
    await page.getByRole('button', { name: 'Take snapshot' }).click()
    await row('before').waitFor()
    const packages = emulator.world.packages.size
    await emulator.add('acme/dev', npmPackage({ name: 'later', version: '1.0.0' }))
    await page.getByRole('button', { name: 'Restore before' }).click()
    await expect.poll(() => emulator.world.packages.size).toBe(packages)
  })

  test('another world is opened, and its page shows nothing of this one', async () => {
    const { page, open, server } = shown
    await open('#/snapshots', 'Snapshots')
    await page.getByLabel('Name').last().fill('job-7')
    await page.getByRole('button', { name: 'Open world' }).click()
    await page.waitForURL(/\?world=job-7/)
    await page.getByText('No package has arrived yet.').waitFor()
    await page.getByText('world job-7').waitFor()
    await page.goto(`${server.url}/_emulator/#/snapshots`)
    await page.getByRole('button', { name: 'End job-7' }).click()
    await page.getByRole('link', { name: 'job-7' }).waitFor({ state: 'detached' })
  })

  test('a host of its own leads to a world as well, whose clock is moved there', async () => {
    const { page, server, emulator } = shown
    const { port } = new URL(server.url)
    await page.goto(`http://job-9.localhost:${port}/_emulator/`)
    await page.getByText('world job-9').waitFor()
    await page.getByRole('button', { name: /^\+1 day/ }).click()
    const now = async () => Date.parse((await page.locator('#now').getAttribute('datetime')) ?? '')
    await expect.poll(now).toBeGreaterThan(Date.now() + 80_000_000)
    expect(emulator.requests.all.some(({ url }) => url.includes('_emulator'))).toBe(false)
    await page.goto(`http://job-9.localhost:${port}/_emulator/#/snapshots`)
    await page.getByRole('link', { name: 'The first one' }).click()
    await page.waitForURL(`http://localhost:${port}/_emulator/`)
  })

  test('that nobody answers is told, until somebody does', async () => {
    const { page, open, problems } = shown
    await open('#/requests', 'Requests')
    await page.route('**/_emulator/**', (route) => route.abort())
    await page.getByText('The emulator does not answer.').waitFor()
    expect(await page.locator('.problem').count()).toBe(1)
    await page.unroute('**/_emulator/**')
    await page.locator('.problem').waitFor({ state: 'detached' })
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('ERR_FAILED')))
  })

  test('a key is copied', async () => {
    const { page, open } = shown
    await open('#/keys', 'Keys')
    await page.getByRole('button', { name: 'Copy key of writer' }).click()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('emulator-write-key')
  })

  test('colours are chosen, and remembered', async () => {
    const { page, open } = shown
    await open('#/', 'Overview')
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const system = await ground()
    await page.getByLabel('Colours').selectOption('dark')
    expect(await ground()).not.toBe(system)
    await page.reload()
    await page.locator('h1').waitFor()
    expect(await ground()).not.toBe(system)
    await page.getByLabel('Colours').selectOption('')
    expect(await ground()).toBe(system)
  })

  test('nothing went wrong in the browser', () => {
    // The browser also reports the refused fault.
    expect(shown.problems.filter((problem) => !problem.includes('status of 400'))).toEqual([])
  })
})

describe.skipIf(skipped !== '')(`with the keyboard alone${skipped}`, () => {
  let shown: Shown

  beforeAll(async () => {
    shown = await show(await richScene())
  })
  afterAll(() => shown?.close())

  test('the first tab leads to what skips the menu, and the focus is seen', async () => {
    const { page, open, focused } = shown
    await open('#/', 'Overview')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to main content')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true)
  })

  test('keys lead to views, to the search, along rows, into a package and up again', async () => {
    const { page, open, focused } = shown
    const hash = () => page.evaluate('location.hash')
    await open('#/', 'Overview')
    await page.keyboard.press('2')
    await page.locator('h1', { hasText: 'Packages' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('name:express 2')
    expect(await page.getByLabel('Search').inputValue()).toBe('name:express 2')
    await page.getByLabel('Search').fill('format:npm')
    await page.keyboard.press('Escape')
    await expect.poll(hash).toBe('#/packages?query=format%3Anpm')
    // An empty list has no rows for cargo: the keys move along rows that exist.
    const rows = page.locator('tbody tr')
    await expect.poll(async () => [(await rows.count()) > 1, await rows.filter({ hasText: 'cargo' }).count()]).toEqual([true, 0])
    await page.keyboard.press('j')
    const link = () => page.evaluate('document.activeElement.href')
    const first = await link()
    await page.keyboard.press('j')
    expect(await link()).not.toBe(first)
    await page.keyboard.press('k')
    expect(await link()).toBe(first)
    const name = await focused()
    await page.keyboard.press('Enter')
    await page.locator('h1', { hasText: name }).waitFor()
    await page.keyboard.press('u')
    await page.locator('h1', { hasText: 'Packages' }).waitFor()
  })

  test('what was typed does not follow to another view', async () => {
    const { page, open } = shown
    await page.clock.install()
    await open('#/packages', 'Packages')
    await page.locator('tbody tr').first().waitFor()
    await page.getByLabel('Search').fill('express')
    await page.evaluate("location.hash = '#/requests'; document.querySelector('[data-search]').blur()")
    await page.clock.runFor(1000)
    await page.locator('h1', { hasText: 'Requests' }).waitFor()
    expect(await page.evaluate('location.hash')).toBe('#/requests')
  })

  test('the keys are listed, and can be turned off', async () => {
    const { page, open } = shown
    await open('#/', 'Overview')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.getByLabel('Keyboard shortcuts').uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('2')
    expect(await page.locator('h1').textContent()).toBe('Overview')
  })

  test('a pause keeps what is shown as it is', async () => {
    const { page, open, emulator } = shown
    await page.clock.install()
    await open('#/requests', 'Requests')
    const row = page.locator('tbody tr', { hasText: 'user_self' })
    await page.locator('tbody tr').first().waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await asAdmin(emulator)('GET', '/user/self/')
    await page.clock.runFor(10_000)
    expect(await row.count()).toBe(0)
    await page.getByRole('button', { name: 'Pause' }).click()
    await row.waitFor()
  })
})
