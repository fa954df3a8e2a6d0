import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { createAccess } from '../access/access.ts'
import { silentLog } from '../core/log.ts'
import { frontApp } from './front.ts'

async function front() {
  const { parts } = await story()
  const access = createAccess({
    database: parts.database,
    log: silentLog,
    settings: { localName: 'ada' } as never,
    secrets: undefined,
  })
  const app = frontApp(parts, access)
  return (path: string, init: RequestInit) =>
    app.request(`http://localhost:8080${path}`, { ...init, headers: { host: 'localhost:8080', ...(init.headers as object) } })
}

test.each([
  [
    'a page of elsewhere sends something',
    '/edges/look',
    { method: 'POST', headers: { origin: 'https://elsewhere.example' } },
    403,
  ],
  ['another name leads here', '/', { headers: { host: 'elsewhere.example' } }, 421],
] as const)('where %s, people see a page and programs a line', async (_, path, init, status) => {
  const ask = await front()
  const shown = await ask(path, { ...init, headers: { ...init.headers, accept: 'text/html,*/*;q=0.8' } })
  expect([shown.status, shown.headers.get('content-type')]).toEqual([status, 'text/html; charset=UTF-8'])
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await shown.text()).toMatch(/^<!doctype html>.*<h1>(?:Wrong host name|Nothing was done)/)
  const plain = await ask(path, init)
  expect([plain.status, (await plain.text()).split('\n').length]).toEqual([status, 2])
})
