import type { Browser, Locator, Page } from 'playwright-core'
import type { World } from './world.ts'

/** Milliseconds that something may take to show: machines are slow, and a run waits for scans. */
const patience = 60_000

/** What went wrong in windows, and what they asked of others. */
export const problems: string[] = []

/** Opens a window of somebody's own. */
export async function openWindow(browser: Browser, { url, issuer }: World): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 860 } })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  const known = new Set([url, issuer.issuer])
  page.on('pageerror', (error) => problems.push(error.message))
  // The browser tells of the one answer that is meant to be no success.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 401')) problems.push(message.text())
  })
  page.on('request', (request) => known.has(new URL(request.url()).origin) || problems.push(`asks ${request.url()}`))
  return page
}

/** Signs somebody in, by the issuer's page. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Whether all of it shows before long. */
export async function shows(...all: readonly Locator[]): Promise<boolean> {
  const waits = all.map((each) =>
    each
      .first()
      .waitFor()
      .then(() => true)
      .catch(() => false),
  )
  return (await Promise.all(waits)).every(Boolean)
}
