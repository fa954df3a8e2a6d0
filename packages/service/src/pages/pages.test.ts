import { beforeAll, describe, expect, test } from 'vitest'
import { hostile, type Scene, scene } from '../../test/scene.ts'
import { people, type Shown, show } from '../../test/shown.ts'
import { keepHoldings } from '../store/holdings.ts'
import { keepRehearsal } from '../store/rehearsals.ts'
import { routes } from './routes.ts'

let told: Scene
let shown: Shown
beforeAll(async () => {
  told = await scene()
  shown = show(told.parts)
})

/** The visible text of a page. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

const read = async (path: string, person = people.ada as Parameters<Shown['get']>[1]) =>
  wordsOf((await shown.get(path, person)).text)

describe('the first screen', () => {
  test('what failed comes first, then what waits for whoever looks, then what is stopped, then what goes by itself', async () => {
    const words = await read('/')
    const order = ['Failed', 'dev cannot be checked', 'Waiting for you', 'Blocked until', 'lodash', 'In progress', 'Run', 'Edges']
    const places = order.map((each) => words.indexOf(each))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(words).toContain('2 failed, 2 waiting for you')
  })

  test('what somebody may not decide waits for others', async () => {
    const words = await read('/', people.vera)
    expect(words).not.toContain('Waiting for you')
    expect(words).toContain('Waiting for someone else')
    expect(words).not.toContain('Mark as seen')
    expect(words).not.toContain('Check now')
  })

  test('a pause says who, why and until when', async () => {
    expect(await read('/')).toMatch(/dev → staging paused grace : the build farm is being moved , ends in 2 h/)
  })
})

describe('packages', () => {
  const names = async (query: string) =>
    [...(await shown.get(`/packages?${query}`)).text.matchAll(/<bdi>([\w-]+)<\/bdi><\/a>/g)].map(([, name]) => name)

  test('a row says what is where, why it goes no further and until when', async () => {
    const words = await read('/packages?name=lodash')
    expect(words).toContain('blocked')
    expect(words).toContain('CVE-2021-23337')
    expect(await read('/packages?name=got')).toMatch(
      /waiting to staging , in 2 days soak : waits for 2 days in the repository until \d{4}-\d\d-\d\d \d\d:\d\d UTC ; then it passes/,
    )
  })

  test('they are found by name, format, stage, tag, state and gate', async () => {
    expect(await names('name=express')).toEqual(['express', 'express'])
    expect(await names('format=deb')).toEqual(['ripgrep'])
    expect(await names('stage=production')).toEqual(['chalk', 'express', 'left-pad'])
    expect(await names('tag=lts')).toEqual(['express'])
    expect(await names('state=waiting')).toEqual(['got'])
    expect(await names('gate=max-severity')).toEqual(['lodash'])
    expect(await read('/packages?name=nothing-like-it')).toContain('No package matches.')
  })

  test('what was filtered by stays in the form, also what nothing is like', async () => {
    const { text } = await shown.get('/packages?format=cobol&name=x')
    expect(text).toContain('<option value="cobol" selected="">')
    expect(text).toContain('value="x"')
  })

  test('a long list leads on from where it ends, with its filters', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...{ stage: 'dev', slugPerm: `many-${index}`, sha256: null, size: 1, state: 'ok', tags: [], scan: null, severity: null },
      ...{ findings: null, licence: null, uploadedAt: null, seenAt: new Date() },
      identity: {
        format: 'npm',
        name: `many-${String(index).padStart(3, '0')}`,
        version: '1.0.0',
        filename: `many-${index}.tgz`,
      },
    }))
    await keepHoldings(told.parts.database, 'acme', many)
    const first = await shown.get('/packages?name=many-')
    expect(wordsOf(first.text)).toContain('60 packages')
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first.text) ?? []
    const second = await shown.get(next.replaceAll('&amp;', '&'))
    expect(second.text).toContain('many-059')
    expect(second.text).not.toContain('many-049')
    expect(second.text).toContain('href="/packages?name=many-"')
    expect((await shown.get('/packages?after=nonsense')).status).toBe(200)
  })
})

describe('a plan', () => {
  test('shows what the destination would have: versions replaced, findings, licences, sizes, and what follows', async () => {
    const words = await read(`/plans/${told.plans.waiting[1]}`)
    expect(words).toContain('3 packages to production')
    expect(words).toMatch(/express 4\.19\.2 npm .* 4\.18\.2 none MIT/)
    expect(words).toMatch(/chalk 5\.3\.0 npm is lower than 5\.4\.0 , the newest version there/)
    expect(words).toContain('Needs 2 approvals.')
  })

  test('whoever may only look has no form', async () => {
    const { text } = await shown.get(`/plans/${told.plans.waiting[1]}`, people.vera)
    expect(text).not.toMatch(/action="\/plans/)
    expect(wordsOf(text)).toContain('With the role viewer you can look, but not decide.')
  })

  test('one that went says who agreed, and why', async () => {
    const words = await read(`/plans/${told.plans.done}`)
    expect(words).toMatch(/ada agreed .* It is what the release notes promise/)
    expect(words).toContain('grace agreed')
    expect(words).not.toContain('Your decision')
  })

  test('shows what came of it in a rehearsal, or why there was none', async () => {
    const plan = told.plans.waiting[0] ?? 0
    const { database } = told.parts
    const evil = { format: 'raw', name: hostile, version: '1.0', filename: 'x' }
    const rehearsed = {
      ...({ outcome: 'blocked', refused: [{ package: evil, outcome: 'failed', reasons: ['it is quarantined'] }] } as const),
      ...{ quarantined: [{ package: evil, why: 'No network copyleft' }], deletedByRetention: [evil] },
      ...{ latest: [{ format: 'npm', name: 'ms', from: '1.0.0', to: null }] },
      unknown: [{ what: 'bytes', where: 'acme', why: 'not requested', detail: 'files are not downloaded' }],
    }
    expect(await read(`/plans/${plan}`)).not.toContain('Rehearsal')
    await keepRehearsal(database, plan, new Date(), { rehearsed })
    const words = await read(`/plans/${plan}`)
    expect(words).toMatch(/Rehearsal .* blocked In a copy of both stages, as if everybody had approved/)
    expect(words).toMatch(/would not arrive: it is quarantined .* would be quarantined on arrival: No network copyleft/)
    expect(words).toMatch(/would be deleted .* from 1\.0\.0 to none .* bytes of acme : files are not downloaded/)
    expect((await shown.get(`/plans/${plan}`)).text).not.toContain('<img src=x')
    await keepRehearsal(database, plan, new Date(), { why: 'its stages hold too much' })
    expect(await read(`/plans/${plan}`)).toContain('It was not rehearsed: its stages hold too much .')
  })

  test('is downloaded as it is kept', async () => {
    const { text, headers } = await shown.get(`/plans/${told.plans.done}/plan.json`)
    expect(JSON.parse(text)).toMatchObject({ kind: 'cloudsmith-promotion/plan', to: 'production' })
    expect(headers.get('content-disposition')).toContain('attachment')
  })
})

describe('a run', () => {
  test('says what became of each package, and brings its proof', async () => {
    const { done } = told.runs
    expect(await read(`/runs/${done}`)).toMatch(/left-pad 1\.3\.0 npm .* promoted copied, tagged as released/)
    expect(JSON.parse((await shown.get(`/runs/${done}/report.json`)).text)).toMatchObject({ outcome: 'succeeded' })
    const statement = JSON.parse((await shown.get(`/runs/${done}/statement.json`)).text)
    expect(statement).toMatchObject({
      _type: expect.stringContaining('in-toto'),
      subject: [{ name: expect.stringContaining('left-pad') }],
    })
    expect((await shown.get(`/runs/${done}/report.md`)).text).toContain('left-pad')
  })

  test('one that goes on is looked at again by browsers without scripts', async () => {
    const { text } = await shown.get(`/runs/${told.runs.going}`)
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="5"')
    expect(wordsOf(text)).toContain('1 of 3 packages done')
    expect((await shown.get(`/runs/${told.runs.done}`)).text).not.toContain('http-equiv')
  })

  test('is followed from the event on that one has', async () => {
    const from = async (headers: Record<string, string>) => {
      const answer = await shown.app.request(`/runs/${told.runs.done}/events`, { headers })
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
      const ids = [...(await answer.text()).matchAll(/^(?:id|event): (.+)$/gm)].map(([, value]) => value)
      return ids.filter((value) => value !== 'happened')
    }
    const all = await from({})
    expect(all.at(-1)).toBe('ended')
    expect(all.slice(0, 2)).toEqual(['1', '2'])
    expect(await from({ 'last-event-id': '3' })).toEqual(all.slice(3))
  })
})

test('what is not there is not found, whatever is asked for', async () => {
  for (const path of [
    '/plans/999999',
    '/runs/999999',
    '/plans/99999999999999999999',
    '/runs/1/nothing',
    '/plans/x',
    '/edges/pause?edge=%00',
  ]) {
    expect([path, (await shown.get(path)).status]).toEqual([path, 404])
  }
})

test('what only others may do is refused to everybody else, whatever they send', async () => {
  for (const { method, path, right } of Object.values(routes)) {
    if (right === 'view') continue
    const answer = await shown.app.request(path.replace(/:\w+(\{[^}]+\})?/g, '1'), {
      method: method.toUpperCase(),
      headers: { 'x-person': encodeURIComponent(JSON.stringify(people.vera)) },
    })
    expect([path, answer.status]).toEqual([path, 403])
  }
})

test('nothing of a package is markup, and what is not seen in it is told, on every page that names it', async () => {
  const paths = ['/', '/packages', `/plans/${told.plans.going}`, `/runs/${told.runs.going}`, `/plans/${told.plans.waiting[0]}`]
  for (const path of paths) {
    const { text } = await shown.get(path)
    expect(text.includes(hostile) || /<img|<b>bold|\u202E/.test(text) || text.includes('\u0007')).toBe(false)
    const tags = text.replace(/"[^"]*"/g, '""')
    expect(/<script(?![^>]+src=)|<style|<[^>]*\s(?:style|on\w+)=/.exec(tags)).toBeNull()
  }
  expect((await shown.get('/packages')).text).toContain('&lt;img src=x onerror=alert(1)&gt;<span class="unseen">U+202E</span>gpj')
})
