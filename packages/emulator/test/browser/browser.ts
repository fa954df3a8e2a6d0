import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Emulator } from '../../src/index.ts'
import { type EmulatorServer, type ServeOptions, serve } from '../../src/server.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Why the browser tests are skipped; empty if they can run. */
export const skipped = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath}; CHROMIUM names another)`

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
]

/** The page of an emulator in a browser. */
export interface Shown {
  readonly emulator: Emulator
  readonly server: EmulatorServer
  readonly page: Page
  /** Errors in the browser so far, and requests to other origins. */
  readonly problems: string[]
  /** Opens a view, and waits until it is rendered. */
  open(hash: string, title?: string): Promise<void>
  /** The label or text of the focused element. */
  focused(): Promise<string>
  close(): Promise<void>
}

/** Opens the page of an emulator. */
export async function show(
  emulator: Emulator,
  options: ServeOptions = {},
  context: NonNullable<Parameters<Browser['newContext']>[0]> = {},
): Promise<Shown> {
  const server = await serve(emulator, options)
  const browser = await chromium.launch({ executablePath, args })
  const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })
  await opened.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await opened.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('request', (request) => !isOwn(new URL(request.url()), server) && problems.push(`asks ${request.url()}`))
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return {
    emulator,
    server,
    page,
    problems,
    async open(hash, title) {
      await page.goto(`${server.url}/_emulator/${hash}`)
      await page.locator('h1', title === undefined ? {} : { hasText: title }).waitFor()
    },
    focused: () =>
      page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()'),
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** Worlds have hosts of their own. */
const isOwn = ({ hostname, port }: URL, { url }: EmulatorServer) =>
  port === new URL(url).port && /^(?:127\.0\.0\.1|(?:[\w-]+\.)?localhost)$/.test(hostname)

/** Checks accessibility for screen readers, keyboards and low vision. */
export async function expectAccessible(page: Page): Promise<void> {
  // Through the browser's protocol, because the page's policy allows no scripts from elsewhere.
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
