import { skipped } from '@cloudsmith-sdk/browser'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningService, startService } from '../../src/service.ts'
import { serve } from '../../src/settings/pipelines.ts'
import { settingsFrom } from '../../src/settings/read-settings.ts'
import { pipelineSettingsSchema } from '../../src/settings/schema.ts'
import { emptyDatabase } from '../database.ts'
import { npm } from '../story.ts'
import { openBrowser } from './browser.ts'

const yaml = `owner: acme
stages:
  - repository: staging
  - repository: production
    tag: released
    gates:
      approval: { unsigned: true }
`

describe.skipIf(skipped !== '')(`the service as it runs${skipped}`, () => {
  let service: RunningService
  let browser: Awaited<ReturnType<typeof openBrowser>>
  const emulator = createEmulator({ clock: realClock({ speed: 60 }) })

  beforeAll(async () => {
    await emulator.add('acme/staging', npm('ms', '2.1.3'))
    const served = serve(parsePipeline(yaml), v.parse(pipelineSettingsSchema, { file: 'none', credential: 'env:KEY' }))
    service = await startService({
      ...{ env: { DATABASE_URL: await emptyDatabase(), KEY: 'emulator-admin-key' }, cwd: process.cwd(), write: () => {} },
      ...{ settings: settingsFrom({ port: 0 }, process.cwd()), pipelines: [served], fetch: emulator.fetch },
    })
    browser = await openBrowser(service.url ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  test('within its first minute a package that waits for somebody is found, agreed to, and followed until it is there', async () => {
    const page = await browser.open()
    await page.goto('/')
    await page.getByRole('link', { name: /Review/ }).click({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByRole('status').filter({ hasText: 'You approved the plan' }).waitFor()
    await page.locator('h1 .badge', { hasText: 'done' }).waitFor({ timeout: 60_000 })
    await page
      .getByRole('link', { name: /^Run \d+/ })
      .first()
      .click()
    await page.getByText('tagged as released').waitFor()
    expect(browser.problems).toEqual([])
  })

  test('a form of another page does nothing', async () => {
    const page = await browser.open()
    await page.setContent(
      `<form method="post" action="${service.url}/edges/look"><input name="edge" value="acme/staging/production"><button>Win</button></form>`,
    )
    await page.getByRole('button', { name: 'Win' }).click()
    await page.getByRole('heading', { name: 'Nothing was done' }).waitFor()
  })
})
