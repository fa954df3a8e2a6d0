import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Page, skipped } from '@cloudsmith-sdk/browser'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningService, startService } from '../../src/service.ts'
import { serve } from '../../src/settings/pipelines.ts'
import { settingsFrom } from '../../src/settings/read-settings.ts'
import { pipelineSettingsSchema } from '../../src/settings/schema.ts'
import { emptyDatabase } from '../database.ts'
import { type LocalIssuer, startIssuer } from '../issuer/issuer.ts'
import { npm } from '../story.ts'
import { expectAccessible, openBrowser } from './browser.ts'
import { picture } from './pages.ts'

const yaml = (issuer: string) => `owner: acme
people:
  Ada: { subjects: [{ issuer: "${issuer}", subject: ada }], groups: [release] }
  Grace: { subjects: [{ issuer: "${issuer}", subject: grace }], groups: [release, security] }
stages:
  - repository: staging
  - repository: production
    gates:
      approval: { by: [Grace] }
`

const people = {
  ada: { name: 'Ada', groups: ['release'] },
  grace: { name: 'Grace', groups: ['release', 'security'] },
  mallory: { name: '<b>Mallory</b>', groups: ['sales', '<img src=x onerror=alert(1)>'] },
}

describe.skipIf(skipped !== '')(`people who sign in${skipped}`, () => {
  let issuer: LocalIssuer
  let service: RunningService
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let url: string
  const emulator = createEmulator({ clock: realClock({ speed: 60 }) })

  beforeAll(async () => {
    await emulator.add('acme/staging', npm('ms', '2.1.3'))
    issuer = await startIssuer({ ...people })
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const served = serve(
      parsePipeline(yaml(issuer.issuer)),
      v.parse(pipelineSettingsSchema, { file: 'none', credential: 'env:KEY', gather: '0 s' }),
    )
    const signIn = {
      ...{ issuer: issuer.issuer, clientId: issuer.clientId, clientSecret: 'env:CLIENT_SECRET' },
      ...{ secrets: ['env:SESSION_SECRET'], roles: { approver: ['release'] } },
    }
    const env = {
      KEY: 'emulator-admin-key',
      CLIENT_SECRET: issuer.clientSecret,
      SESSION_SECRET: 'of sessions, which nobody guesses',
    }
    service = await startService({
      ...{ env: { ...env, DATABASE_URL: await emptyDatabase() }, cwd: process.cwd(), write: () => {} },
      ...{ settings: settingsFrom({ url, port, signIn } as never, process.cwd()), pipelines: [served], fetch: emulator.fetch },
    })
    browser = await openBrowser(url)
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
    await issuer?.close()
  })

  const comeAs = async (page: Page, name: string) => {
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('link', { name }).click()
  }
  /** Opens the plan that waits, as soon as there is one. */
  const openPlan = async (page: Page) => {
    await page.goto('/')
    await comeAs(page, 'Ada')
    await page.getByRole('link', { name: /plan \d+$/ }).click()
    return new URL(page.url()).pathname
  }
  /** What browsers tell by themselves of answers that are no success, and of the issuer, is meant here. */
  const isMeant = (problem: string) => /status of 40[13]/.test(problem) || problem.startsWith(`asks ${issuer.issuer}`)

  test('whoever is in no group that may come in is told so, as text, and with what to do', async () => {
    const page = await browser.open()
    await page.goto('/packages')
    await comeAs(page, 'Mallory')
    await page.getByRole('heading', { name: 'None of your groups has access' }).waitFor()
    await page.getByText('<b>Mallory</b>, you have signed in, but you have no role here.').waitFor()
    await page.getByText('sales, <img src=x onerror=alert(1)>').waitFor()
    await expectAccessible(page)
    await picture(page, 'no-way-in')
    await page.goto('/')
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    expect(browser.problems.filter((problem) => !isMeant(problem))).toEqual([])
  })

  test('an approver whom the gate does not ask has no form to approve with, and sees whom it asks', async () => {
    const page = await browser.open()
    await openPlan(page)
    await page.getByText('It has to be approved by Grace.', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  })

  test('a session that is over loses one click and nothing else: one signs in, is where one was, and does it again', async () => {
    const page = await browser.open()
    const plan = await openPlan(page)
    await page.context().clearCookies()
    await page.goto(plan)
    await comeAs(page, 'Grace')
    expect(new URL(page.url()).pathname).toBe(plan)
    await page.getByLabel('Reason').fill('tested')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('so nothing was done').waitFor()
    await comeAs(page, 'Grace')
    expect(new URL(page.url()).pathname).toBe(plan)
    await page.getByText('No approvals yet').waitFor()
    expect(browser.problems.filter((problem) => !isMeant(problem))).toEqual([])
  })

  test('a page of another origin cannot decide in the name of somebody who has signed in', async () => {
    const page = await browser.open()
    const plan = await openPlan(page)
    await page.context().clearCookies()
    await page.goto(plan)
    await comeAs(page, 'Grace')
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    // On the same machine by the same name: cookies of one port go to all, so that all depends on the origin.
    const trap = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<form method="post" action="${url}${plan}/approve"><button>Win</button></form>`)
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const before = browser.problems.length
    await page.goto(`http://127.0.0.1:${(trap.address() as AddressInfo).port}/`)
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await page.getByRole('button', { name: 'Win' }).click()
    // The session went along: it is not for want of that that nothing is done.
    expect((await (await sent).allHeaders()).cookie).toContain('promotion=')
    await page.getByRole('heading', { name: 'Nothing was done' }).waitFor()
    trap.closeAllConnections()
    trap.close()
    browser.problems.splice(before)
    await page.goto(plan)
    await page.getByText('No approvals yet').waitFor()
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
