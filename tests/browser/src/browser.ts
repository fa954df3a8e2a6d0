import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

export type { Browser, Page }

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Why there is no browser; undefined if there is one. */
export const missing = existsSync(executablePath) ? undefined : `there is no ${executablePath}; CHROMIUM names another`

/** Why browser tests are skipped, for their titles; empty if they can run. */
export const skipped = missing === undefined ? '' : ` (skipped: ${missing})`

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
]

/** Starts the browser. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath, args })

/** Collects in `problems` the errors of a page, and its requests to other addresses than ours. */
export function watch(page: Page, problems: string[], isOurs: (address: URL) => boolean): void {
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('request', (request) => isOurs(new URL(request.url())) || problems.push(`asks ${request.url()}`))
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
}

/** Accessibility problems of a page, for screen readers, keyboards and low vision. */
export async function flawsOf(page: Page, options: axe.RunOptions = {}): Promise<string[]> {
  // Through the browser's protocol, because the policies of our pages allow no scripts from elsewhere.
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...options })})`,
  )) as axe.AxeResults
  return violations.map(({ id, nodes }) => {
    const places = nodes.map(({ html }) => html).join(' ')
    return `${id}: ${places.slice(0, 400)}`
  })
}
