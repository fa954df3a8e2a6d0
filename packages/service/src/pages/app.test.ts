import { beforeAll, expect, test } from 'vitest'
import { people, type Shown, show } from '../../test/shown.ts'
import { story } from '../../test/story.ts'
import { routes } from './routes.ts'
import { shownEvent } from './run/event-text.ts'

let shown: Shown
beforeAll(async () => {
  shown = show((await story()).parts)
})

test('every page is a whole document with a policy that lets nothing in, and is kept by nobody', async () => {
  const { status, text, headers } = await shown.get('/')
  expect(status).toBe(200)
  expect(text).toMatch(/^<!doctype html><html lang="en"/)
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(text).not.toMatch(/<script(?![^>]+src=)|<style|\sstyle=|\son\w+=/)
})

test('script and style have addresses of their own bytes, and are kept for good', async () => {
  const { text } = await shown.get('/')
  const addresses = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '')
  expect(addresses.map((address) => address.replace(/\/[0-9a-f]{16}\//, '/…/'))).toEqual([
    '/assets/…/page.css',
    '/assets/…/page.js',
  ])
  for (const address of addresses) expect((await shown.get(address)).headers.get('cache-control')).toMatch(/immutable/)
  expect((await shown.get('/assets/0000000000000000/page.css')).headers.get('cache-control')).toBe('no-store')
  expect((await shown.get('/assets/0000000000000000/constructor')).status).toBe(404)
})

test('what is not there says so in the frame of all pages', async () => {
  const { status, text } = await shown.get('/nothing/here')
  expect(status).toBe(404)
  expect(text).toContain('Not found')
  expect(text).toContain('aria-label="Pages"')
})

test('whoever is not known sees that they are signed out, and nothing else', async () => {
  const asNobody = { headers: { 'x-person': 'null' } }
  for (const { path } of Object.values(routes)) {
    const answer = await shown.app.request(path.replace(/:\w+(\{[^}]+\})?/g, '1'), asNobody)
    expect(answer.status).toBe(401)
    expect(await answer.text()).toMatch(/You are signed out.*href="\/sign-in\?back=/)
  }
})

test.each([
  ['the page that was asked for', '/plans/7?tab=files', {}, '/plans/7?tab=files'],
  [
    'where a form was',
    '/theme',
    { method: 'POST', headers: { referer: 'https://promote.example/plans/7?said=x' } },
    '/plans/7?said=x',
  ],
  ['the first page, where a form was nowhere', '/theme', { method: 'POST' }, '/'],
])('whoever signs in is led to %s', async (_, path, init: RequestInit, back) => {
  const headers = { ...(init.headers as Record<string, string> | undefined), 'x-person': 'null' }
  const text = await (await shown.app.request(path, { ...init, headers })).text()
  expect(text).toContain(`href="/sign-in?${new URLSearchParams({ back })}"`)
  expect(text.includes('nothing was done')).toBe(init.method === 'POST')
})

test('colours are chosen without a script, and lead back to where one was', async () => {
  const answer = await shown.post('/theme', { theme: 'dark', back: '/packages' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/packages'])
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/dark.*HttpOnly.*SameSite=Lax/)
  const dark = await shown.app.request('/', { headers: { cookie } })
  expect(await dark.text()).toContain('data-theme="dark"')
  for (const back of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example']) {
    expect((await shown.post('/theme', { theme: 'dark', back })).headers.get('location')).toBe('/')
  }
  expect((await shown.post('/theme', { theme: 'x;y', back: '/' })).headers.get('set-cookie')).toBeNull()
})

test('an address names a sentence, and cannot bring one of its own', async () => {
  expect((await shown.get('/?said=approved')).text).toContain('You approved the plan.')
  expect((await shown.get('/?said=Your account is closed')).text).not.toContain('Your account')
  expect((await shown.get('/?said=constructor')).text).not.toContain('role="status">function')
})

test('somebody may be called anything', async () => {
  const { text } = await shown.get('/', { ...people.ada, name: '<b>ada</b>\u202E' })
  expect(text).toContain('&lt;b&gt;ada&lt;/b&gt;<span class="unseen">U+202E</span>')
})

test('a page that cannot be made says so in the frame, and the log says why', async () => {
  const { parts } = await story()
  const told: unknown[] = []
  const log = { ...parts.log, error: (message: string, fields?: object) => told.push([message, fields]) }
  const broken = show({ ...parts, log, pipelines: [{ ...parts.pipelines[0], name: 'acme', edges: null } as never] })
  const { status, text } = await broken.get('/')
  expect([status, text.includes('Something went wrong')]).toEqual([500, true])
  expect(told).toEqual([['a page failed', { path: '/', error: expect.any(String) }]])
})

test('what a later engine tells of a run is shown by its name', () => {
  const event = { seq: 1, at: new Date(0), type: 'dreamt', event: { type: 'dreamt', progress: null } } as never
  expect(shownEvent(event)).toMatchObject({ word: 'dreamt', detail: '' })
})
