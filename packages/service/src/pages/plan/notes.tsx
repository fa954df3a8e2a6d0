import type { MissingDependency, Plan, Waiver } from '@cloudsmith-sdk/promotion'
import type { Child } from 'hono/jsx'
import type { Visit } from '../parts.ts'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Note } from './note.tsx'

/** Maximum number of lines of each type. */
const most = 20

/** A table of everything else to know before approving: side effects of the plan and objections to it. */
export function Notes({ plan, visit }: { plan: Plan; visit: Visit }) {
  const lines: readonly Child[] = [
    ...plan.latest
      .filter(({ backwards }) => backwards)
      .slice(0, most)
      .map((move) => (
        <Note tone="warn" word="latest">
          <PackageName format={move.format} name={move.name} version={move.to} /> is lower than <Text of={move.from} />, the
          newest version there: <code>latest</code> may move back
        </Note>
      )),
    ...plan.retention.slice(0, most).map(({ package: lost, rule }) => (
      <Note tone="warn" word="retention">
        <PackageName format={lost.format} name={lost.name} version={lost.version ?? ''} /> may be deleted by the retention rule
        about {rule}
      </Note>
    )),
    ...(plan.missing ?? []).slice(0, most).map((missing) => (
      <Note tone="warn" word="dependency">
        <Missing missing={missing} />
      </Note>
    )),
    ...plan.waivers.used.slice(0, most).map((waiver) => (
      <Note tone="warn" word="waived">
        <Waived waiver={waiver} visit={visit} />
      </Note>
    )),
    ...plan.waivers.refused.slice(0, most).map(({ waiver, why }) => (
      <Note tone="calm" word="waiver">
        The waiver for <Text of={waiver.waives} /> does not count: it <Text of={why} />
      </Note>
    )),
    ...plan.unordered.map((format) => (
      <Note tone="calm" word="latest">
        Some versions of <Text of={format} /> here cannot be ordered: whether <code>latest</code> moves back is unknown
      </Note>
    )),
  ]
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">Consequences</h2>
      <ul class="sheet notes">{lines}</ul>
    </section>
  )
}

const whys = {
  absent: 'is missing at the destination',
  elsewhere: 'is missing at the destination, but clients may get it from elsewhere',
  'left behind': 'is missing at the destination, although the source has it',
  'no version satisfies': 'is at the destination only in other versions',
  undecidable: 'may be missing at the destination',
}

function Missing({ missing: { format, name, why, possible, neededBy } }: { missing: MissingDependency }) {
  const [first, ...more] = neededBy
  return (
    <>
      <PackageName format={format} name={name} version="" /> {whys[why]}
      {first !== undefined && (
        <>
          , {possible ? 'may be needed' : 'needed'} by <Text of={first.name} />
          {more.length > 0 && ` and ${more.length} more`}
        </>
      )}
    </>
  )
}

function Waived({ waiver, visit }: { waiver: Waiver; visit: Visit }) {
  return (
    <>
      <Text of={waiver.waives} /> by <Text of={waiver.approver ?? waiver.owner} most={60} />, expires{' '}
      <Time at={new Date(waiver.expires)} now={visit.now} />: <Text of={waiver.reason} />
    </>
  )
}
