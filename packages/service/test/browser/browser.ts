import { type Browser, flawsOf, launch, type Page, watch } from '@cloudsmith-sdk/browser'
import { expect } from 'vitest'
import type { Person } from '../../src/access/person.ts'
import type { FlowParts } from '../../src/flow/parts.ts'
import { listen } from '../../src/http/server.ts'
import { people, show } from '../shown.ts'

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
  const browser = await launch()
  const problems: string[] = []
  return {
    problems,
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: url, ...options })
      const page = await context.newPage()
      watch(page, problems, ({ origin }) => origin === url)
      return page
    },
    close: () => browser.close(),
  }
}

/**
 * Fails where a screen reader, a keyboard or weak eyes would stumble.
 *
 * @param rules those that are asked. Default: all
 */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  expect(await flawsOf(page, rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } })).toEqual([])
}

export { people }
