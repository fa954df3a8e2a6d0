import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conformingEmulator } from '../test/story.ts'
import { type Emulator, realClock } from './index.ts'
import { type EmulatorServer, serve } from './server.ts'
import { npmPackage, rawFile } from './testing.ts'

const executablePath = '/usr/bin/chromium'
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const isMissing = !existsSync(executablePath)

test('the page and its parts are served with a policy that lets nothing else in', async () => {
  const server = await serve(conformingEmulator())
  try {
    const page = await fetch(`${server.url}/_emulator`)
    expect(page.url).toBe(`${server.url}/_emulator/`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    const html = await page.text()
    expect(html).not.toMatch(/<script>|<style|style="|\son\w+="/)
    const parts = [...html.matchAll(/(?:src|href)="([\w.]+)"/g)].map(([, name]) => name)
    expect(parts.sort()).toEqual(['app.js', 'page.css'])
    for (const part of [...parts, 'dom.js', 'tables.js']) {
      const response = await fetch(`${server.url}/_emulator/${part}`)
      expect(response.headers.get('content-type')).toMatch(/^text\/(?:css|javascript)/)
      expect(await response.text()).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(/)
    }
    expect((await fetch(`${server.url}/_emulator/../package.json`)).status).toBe(404)
    expect((await fetch(`${server.url}/_emulator/%2e%2e/package.json`)).status).toBe(404)
  } finally {
    await server.close()
  }
})

describe.skipIf(isMissing)(`the page in a real browser${isMissing ? ` (skipped: there is no ${executablePath})` : ''}`, () => {
  let browser: Browser
  let emulator: Emulator
  let server: EmulatorServer
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    emulator = conformingEmulator({ clock: realClock(), deliver: async () => new Response(null, { status: 204 }) })
    server = await serve(emulator)
    await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }), { tags: ['release'] })
    await emulator.add('acme/staging', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
    await api('/webhooks/acme/dev/', { target_url: 'https://hooks.example.com/', events: ['*'], templates: [] })
    browser = await chromium.launch({ executablePath, args })
    page = await browser.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('dialog', (dialog) => {
      problems.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.goto(`${server.url}/_emulator/`)
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const api = async (path: string, body: object) => {
    const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
    const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(response.ok).toBe(true)
  }
  const row = (list: string, text: string) => page.locator(`#${list} tbody tr`, { hasText: text })

  test('shows repositories, packages with stage and scan, deliveries, requests', async () => {
    await row('packages', 'lodash').waitFor()
    expect(await row('packages', 'lodash').textContent()).toMatch(
      /4\.17\.20[\s\S]*npm[\s\S]*acme\/dev[\s\S]*Completed[\s\S]*1 High/,
    )
    expect(await page.locator('#repositories button').allInnerTexts()).toHaveLength(3)
    await row('deliveries', 'ping').waitFor()
    await row('requests', 'webhooks_create').waitFor()
    await row('scans', 'lodash').locator('summary').click()
    expect(await row('scans', 'lodash').textContent()).toContain('CVE-2021-23337')
  })

  test('follows a package from stage to stage', async () => {
    const slug = [...emulator.world.packages.values()].find(({ content }) => content.facts?.name === 'ms')?.slugPerm
    await api(`/packages/acme/staging/${slug}/copy/`, { destination: 'production' })
    await row('packages', 'acme/production').locator('progress').waitFor()
    await page.getByRole('button', { name: 'Settle' }).click()
    await row('packages', 'acme/production').getByText('Completed').waitFor()
  })

  test('moves time on', async () => {
    const shown = async () => Date.parse((await page.locator('#now').getAttribute('datetime')) ?? '')
    const before = await shown()
    await page.getByRole('button', { name: '+1 day' }).click()
    await expect.poll(shown).toBeGreaterThanOrEqual(before + 86_400_000)
  })

  test('sends a delivery again', async () => {
    await page.getByRole('button', { name: 'Replay ping' }).focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => emulator.deliveries.filter(({ event }) => event === 'ping').flatMap(({ attempts }) => attempts))
      .toHaveLength(2)
    // The list was drawn anew with the second attempt.
    await row('deliveries', 'ping').locator('time').nth(1).waitFor()
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Replay ping')
  })

  test('picks a repository and searches, by keyboard alone', async () => {
    await page.locator('[data-place="acme/staging"]').focus()
    await page.keyboard.press('Enter')
    await row('packages', 'lodash').waitFor({ state: 'detached' })
    expect(await page.locator('#packages tbody tr').count()).toBe(1)
    // The list was drawn anew, and the focus is where it was.
    expect(await page.evaluate('document.activeElement.dataset.place')).toBe('acme/staging')
    await page.keyboard.press('Enter')
    await row('packages', 'lodash').waitFor()
    await page.locator('#query').focus()
    await page.keyboard.type('name:lodash')
    await expect.poll(() => page.locator('#packages tbody tr').count()).toBe(1)
    await page.locator('#query').fill('')
  })

  test('says what is wrong with a query, until it is right', async () => {
    await page.locator('#query').fill('name:(')
    await page.locator('#notice', { hasText: /\w/ }).waitFor()
    await page.locator('#query').fill('')
    await expect.poll(() => page.locator('#notice').textContent()).toBe('')
    // The browser tells of the refused request by itself.
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('status of 400')))
  })

  test('a package that is named like markup is text', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    await emulator.add('acme/dev', rawFile({ bytes: 'x', name: evil, version: '<script>alert(2)</script>' }), {
      tags: ['<b>bold</b>'],
    })
    await row('packages', evil).waitFor()
    expect(await row('packages', evil).textContent()).toContain('<script>alert(2)</script>')
    expect(await page.locator('main img, main script, main b').count()).toBe(0)
  })

  test('nothing went wrong in the browser', () => {
    expect(problems).toEqual([])
  })
})
