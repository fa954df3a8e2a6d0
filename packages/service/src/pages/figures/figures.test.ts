import { beforeAll, describe, expect, test } from 'vitest'
import { people, type Shown, show } from '../../../test/shown.ts'
import { npm, type Story, story } from '../../../test/story.ts'
import { sql } from '../../database/sql.ts'

const yaml = `owner: acme
stages: [{ name: 'dev <b>', repository: dev }, { repository: staging, tag: staged, gates: { soak: { atLeast: 2 days } } }]
`

let world: Story
let shown: Shown
beforeAll(async () => {
  world = await story({ yaml })
  shown = show(world.parts)
})

describe('before anything has happened', () => {
  test('every figure says that there is none', async () => {
    const { text } = await shown.get('/figures', people.vera)
    expect(text).toContain('Nothing is waiting.')
    expect(text).toContain('Nothing arrived in this period.')
    expect(text).toContain('No figures were recorded in this period.')
    expect(text).not.toContain('NaN')
  })
})

describe('when packages have come and some wait', () => {
  beforeAll(async () => {
    await world.push('dev', npm('left-pad'))
    await world.work()
    await world.later(2 * 86_400_000 + 60_000)
    await world.push('dev', npm('lodash', '4.17.20'))
    await world.work()
    const at = new Date(world.emulator.clock.now() - 3_600_000)
    await world.parts.database.query(sql`
      insert into promotion.samples (pipeline, stage, name, at, value) values
        ('acme', 'dev <b>', 'packages', ${at}, 9), ('acme', 'dev <b>', 'severity critical', ${at}, 2), ('acme', 'dev <b>', 'severity low', ${at}, 3)`)
  })

  test('what waits is told with the gate that it waits for', async () => {
    expect((await shown.get('/figures')).text).toMatch(/gate=soak"><bdi>soak<\/bdi>.*waiting.*>1</)
  })

  test('lead times have a chart that says what it shows, and the same in a table', async () => {
    const { text } = await shown.get('/figures')
    expect(text).toMatch(/role="img" aria-label="How long packages took, by the day\. It took 2 days\."/)
    expect(text).toMatch(/<caption class="unheard">How long packages took<\/caption>.*2 days/)
  })

  test('findings of each stage are told by severity, in a chart and in a table', async () => {
    const { text } = await shown.get('/figures')
    expect(text).toContain('aria-label="Packages of dev &lt;b&gt; with findings, by the day. Latest: 2 critical, 3 low."')
    expect(text).toMatch(/class="severity critical"/)
    expect(text).not.toMatch(/dev <b>|NaN|Infinity/)
  })

  test('a year is told by weeks; a span that there is not is the usual one', async () => {
    expect((await shown.get('/figures?days=365')).text).toContain('by the week.')
    expect((await shown.get('/figures?days=1e9')).text).toContain('by the day.')
  })
})
