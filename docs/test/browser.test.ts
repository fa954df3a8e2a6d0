import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, launch, skipped } from '@cloudsmith-sdk/browser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flawsIn, looks, openPage, otherLooks } from './browser.ts'
import { serveBuilt } from './built.ts'

/** One page of each kind. */
const shown = [
  'index.html',
  'start/call-the-api.html',
  'cookbook/rollback.html',
  'packages/webhooks.html',
  'reference/api/webhooks.html',
  'reference/gates.html',
  'reference/commands.html',
  'reference/types/client/sync.html',
  'errors.html',
  'capacity.html',
  'figures.html',
  'promotion-story.html',
]

/** With screenshots, all combinations are shown. */
const asked = process.env.SCREENSHOTS === undefined ? looks : [...looks, ...otherLooks]

describe.skipIf(skipped !== '')(`the site in a browser${skipped}`, () => {
  let browser: Browser
  let site: Awaited<ReturnType<typeof serveBuilt>>
  const problems: string[] = []

  beforeAll(async () => {
    ;[browser, site] = [await launch(), await serveBuilt()]
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  test.each(asked)(
    '$name: nobody is shut out of a page, nothing sticks out of it, and nothing is asked of others',
    async (look) => {
      const page = await openPage(browser, site.url, look, problems)
      const flaws: string[] = []
      for (const path of shown) {
        await page.goto(`/${path}`, { waitUntil: 'networkidle' })
        await keepPicture(path, look.name, (file) => page.screenshot({ path: file }))
        const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
        flaws.push(...[...(tooWide ? ['sticks out'] : []), ...(await flawsIn(page))].map((flaw) => `${path}: ${flaw}`))
      }
      expect(flaws).toEqual([])
      await page.context().close()
      expect(problems.splice(0)).toEqual([])
    },
  )

  test.each([
    ['a fact', 'rate limits', 'How the service behaves'],
    ['a gate', 'max-severity', 'Gates'],
    ['an error', 'ConflictError', 'Errors and what to do about them'],
    ['a method', 'packages.copy', 'Packages'],
  ])('a search without a network finds %s', async (_what, words, title) => {
    const page = await openPage(browser, site.url, { name: 'search', width: 1024, height: 900, colorScheme: 'light' }, problems)
    await openSearch(page)
    await page.getByRole('searchbox').fill(words)
    await page.locator('.result', { hasText: title }).first().waitFor()
    await page.context().close()
    expect(problems.splice(0)).toEqual([])
  })

  test('what people search for is explained by one of the first hits', async () => {
    const page = await openPage(browser, site.url, { name: 'search', width: 1024, height: 900, colorScheme: 'light' }, problems)
    await openSearch(page)
    const missed: string[] = []
    for (const [words, explained] of Object.entries(explanations)) {
      await page.getByRole('searchbox').fill(words)
      const hit = page.locator('.results li:nth-child(-n+5) .result')
      const found = hit.and(page.locator(`[href*="${explained}"]`)).first()
      await found.waitFor({ timeout: 10_000 }).catch(() => missed.push(`${words}: ${explained}`))
    }
    expect(missed).toEqual([])
    await page.context().close()
    expect(problems.splice(0)).toEqual([])
  })
})

/** The page that should explain each search term to a newcomer. */
const explanations = {
  'webhook signature': '/packages/webhooks.html#',
  promote: '/cookbook/promote-from-ci.html',
  rollback: '/cookbook/rollback.html',
  OIDC: '/cookbook/ci-with-oidc.html',
  quarantine: '/service.html#quarantine',
  'rate limit': '/service.html#rate-limits',
  msw: '/cookbook/test-with-msw.html',
  docker: '/cookbook/docker-images.html',
  'exit code': '.html#exit-codes',
  upstream: '/concepts/isolation.html',
}

/** Opens the search of the home page. Its shortcut works once the page is hydrated, which takes a while on a busy machine: so it is pressed again. */
async function openSearch(page: Awaited<ReturnType<typeof openPage>>): Promise<void> {
  await page.goto('/', { waitUntil: 'networkidle' })
  const box = page.getByRole('searchbox')
  const opened = async (): Promise<boolean> => {
    if (!(await box.isVisible())) await page.keyboard.press('Control+k')
    return box.isVisible()
  }
  await expect.poll(opened, { timeout: 20_000, interval: 500 }).toBe(true)
}

/** Saves a screenshot, if `SCREENSHOTS` names a folder. */
async function keepPicture(path: string, look: string, take: (file: string) => Promise<unknown>): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await take(join(folder, `${path.replace('.html', '').replaceAll('/', '-')}-${look}.png`))
}
