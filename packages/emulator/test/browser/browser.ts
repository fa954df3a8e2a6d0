import { type Browser, flawsOf, launch, type Page, watch } from '@cloudsmith-sdk/browser'
import { expect } from 'vitest'
import type { Emulator } from '../../src/index.ts'
import { type EmulatorServer, type ServeOptions, serve } from '../../src/server.ts'

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
  const browser = await launch()
  const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })
  await opened.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await opened.newPage()
  const problems: string[] = []
  watch(page, problems, (address) => isOwn(address, server))
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
  expect(await flawsOf(page)).toEqual([])
}
