import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

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

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args })

/** How a page is looked at. */
export interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
}

const look = (width: number, height: number, colorScheme: Look['colorScheme']): Look => ({
  name: `${width}-${colorScheme}`,
  width,
  height,
  colorScheme,
})

/** On a phone, a tablet and a desk, in daylight and at night. */
export const looks: readonly Look[] = [look(390, 844, 'dark'), look(1024, 900, 'light'), look(1440, 900, 'dark')]

/** The same the other way round: what is looked at with axe in one light has the same structure in the other. */
export const otherLooks: readonly Look[] = [look(390, 844, 'light'), look(1024, 900, 'dark'), look(1440, 900, 'light')]

/** Opens a window, and tells what goes wrong in it, and what it asks of other origins. */
export async function openPage(
  browser: Browser,
  url: string,
  { width, height, colorScheme }: Look,
  problems: string[],
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL: url, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('request', (request) => new URL(request.url()).origin !== url && problems.push(`asks ${request.url()}`))
  return page
}

/** The button for searching shows its shortcut beside its name, which is no part of the name. */
const options = { resultTypes: ['violations'], rules: { 'label-content-name-mismatch': { enabled: false } } }

/** What a screen reader, a keyboard or weak eyes would stumble over. */
export async function flawsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(' ')
        .slice(0, 400)}`,
  )
}
