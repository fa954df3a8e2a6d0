import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Person } from '../../src/access/person.ts'
import type { FlowParts } from '../../src/flow/parts.ts'
import { listen } from '../../src/http/server.ts'
import { people, show } from '../shown.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Why nothing can be tried in a browser; empty where it can. */
export const skipped = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath}; CHROMIUM names another)`

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
]

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>

/** The pages of a service in browsers. */
export interface Opened {
  readonly url: string
  /** Opens a window of somebody's own. Everything that goes wrong in one of them is in `problems`. */
  as(person: Person, options?: ContextOptions): Promise<Page>
  /** What went wrong in browsers so far, and what they asked of other origins. */
  readonly problems: string[]
  /** Takes no more connections, as a service that restarts; the function that it gives begins again. */
  interrupt(): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Opens the pages of a service, without what stands before them: who asks is whom a header names. */
export async function openPages(parts: FlowParts): Promise<Opened> {
  const { app } = show(parts)
  let server = await listen(app, { host: '127.0.0.1', port: 0 })
  const { url } = server
  const port = Number(new URL(url).port)
  const windows = await openBrowser(url)
  return {
    url,
    problems: windows.problems,
    as: (person, options) =>
      windows.open({ extraHTTPHeaders: { 'x-person': encodeURIComponent(JSON.stringify(person)) }, ...options }),
    async interrupt() {
      await server.close(0)
      return async () => {
        server = await listen(app, { host: '127.0.0.1', port })
      }
    },
    async close() {
      await windows.close()
      await server.close(0)
    },
  }
}

/** A browser for what is at an address. */
export async function openBrowser(url: string): Promise<{
  readonly problems: string[]
  /** Opens a window of its own. */
  open(options?: ContextOptions): Promise<Page>
  close(): Promise<void>
}> {
  const browser = await chromium.launch({ executablePath, args })
  const problems: string[] = []
  return {
    problems,
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: url, ...options })
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      page.on('request', (request) => new URL(request.url()).origin !== url && problems.push(`asks ${request.url()}`))
      page.on('dialog', (dialog) => {
        problems.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      return page
    },
    close: () => browser.close(),
  }
}

/**
 * What a screen reader, a keyboard or weak eyes would stumble over.
 *
 * @param rules those that are asked. Default: all
 */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  // By the protocol of the browser: the policy of the page lets no script in.
  await page.evaluate(axe.source)
  const options = { resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }) }
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

export { people }
