import type { Waiver } from '@cloudsmith-sdk/promotion'
import { actorOf } from '../../access/actor.ts'
import { edgeIn } from '../../flow/parts.ts'
import { giveWaiver } from '../../flow/waive.ts'
import { findPackage, type PackageRow } from '../../store/packages.ts'
import type { Verdict } from '../../store/verdicts.ts'
import { decided } from '../frame/decided.ts'
import { formOf } from '../frame/form.ts'
import { forbidden, notFound, type PageProblem, unfit } from '../frame/problem.tsx'
import type { Handler, Visit } from '../parts.ts'
import { EdgeName } from '../text/edge-name.tsx'
import { Choice, Field } from '../text/field.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Reason } from '../text/reason.tsx'
import { Text } from '../text/text.tsx'
import { waivesAs } from './who.ts'

const longest = { reason: 2_000, waives: 200 }
const day = 86_400_000
/** Default duration of a waiver in days. */
const usualDays = 30

/** Identifiers of vulnerabilities in the reason of a gate. */
const vulnerability = /\b(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[0-9a-z]{4}){3})\b/g

interface Subject {
  readonly row: PackageRow
  readonly verdict: Verdict
  /** The name under which this person may waive: their own, or that of a group. */
  readonly as: string
  readonly way: PageProblem['way']
}

/** The package to waive, and what holds it back at an edge. @throws {PageProblem} there is no such package, or this person may not waive it */
async function subjectOf(visit: Visit, id: string | undefined, edge: string | undefined): Promise<Subject> {
  const { parts, person } = visit
  const row = Number.isSafeInteger(Number(id)) ? await findPackage(parts.database, Number(id)) : undefined
  const verdict = row?.verdicts.find((each) => each.edge === edge && each.mayWaive.length > 0)
  if (row === undefined || verdict === undefined) throw notFound('package that can be waived')
  const as = waivesAs(person, actorOf(person, edgeIn(parts, verdict.edge)?.served.pipeline), verdict.mayWaive)
  if (as === undefined) throw forbidden(person.role, `waive this: only ${verdict.mayWaive.join(', ')} may`)
  return {
    row,
    verdict,
    as,
    way: [`/waivers/new?${new URLSearchParams({ package: String(row.id), edge: verdict.edge })}`, 'Back'],
  }
}

/** The gates and vulnerabilities that hold a package back. */
const waivable = ({ gates, reasons }: Verdict): readonly string[] => [
  ...new Set([...reasons.flatMap((reason) => reason.match(vulnerability) ?? []), ...gates]),
]

/** The form to add a waiver: what, why, and until when. */
export const waivePage: Handler = async (visit) => {
  const { context, parts, now } = visit
  const { row, verdict, as } = await subjectOf(visit, context.req.query('package'), context.req.query('edge'))
  const { format, name, version } = row.identity
  const options = waivable(verdict)
  return {
    title: 'Waive',
    main: (
      <div class="view narrow">
        <div class="head">
          <div>
            <h1>Add a waiver for a package</h1>
            <p class="faint">
              <PackageName format={format} name={name} version={version ?? ''} /> · <EdgeName of={verdict.edge} parts={parts} />
            </p>
          </div>
        </div>
        <ul class="sheet padded">
          {verdict.reasons.map((reason) => (
            <li class="small">
              <Reason of={reason} most={600} />
            </li>
          ))}
        </ul>
        <form class="sheet padded act" method="post" action="/waivers">
          <input type="hidden" name="package" value={row.id} />
          <input type="hidden" name="edge" value={verdict.edge} />
          <Field label="What to waive, for this version only">
            <Choice name="waives" all="Choose" options={options} chosen={options.length === 1 ? options[0] : undefined} />
          </Field>
          <Field label="Why (visible to everyone)">
            <textarea name="reason" required maxlength={longest.reason} rows={3} />
          </Field>
          <Field label="Expires on this day, in UTC">
            <input type="date" name="expires" required min={dayOf(now, 1)} value={dayOf(now, usualDays)} />
          </Field>
          <p class="small faint">
            You waive it as <Text of={as} most={80} />. It applies until a version fixes the finding.
          </p>
          <div class="row">
            <button type="submit" class="primary">
              Waive
            </button>
            <a href="/packages">Cancel</a>
          </div>
        </form>
      </div>
    ),
  }
}

const dayOf = (now: Date, days: number): string => new Date(now.getTime() + days * day).toISOString().slice(0, 10)

/** Adds a waiver. */
export const waive: Handler = async (visit) => {
  const { parts, person, now } = visit
  const form = await formOf(visit, ['/packages', 'Packages'])
  const { row, verdict, as, way } = await subjectOf(visit, form.text('package', 20), form.text('edge', 1_000))
  const found = edgeIn(parts, verdict.edge)
  if (found === undefined) throw notFound('edge')
  const waives = form.required('waives', longest.waives, 'Choose what to waive.')
  const reason = form.required('reason', longest.reason, 'Give a reason: without one, nobody can review the waiver later.')
  const expires = form.required('expires', 10, 'Choose when it expires.')
  if (!waivable(verdict).includes(waives)) throw unfit('Choose one of the reasons that hold the package.', way)
  const actor = actorOf(person, found.served.pipeline)
  const { format, name, version } = row.identity
  const waiver: Waiver = {
    ...{ waives, owner: actor.by, approver: as, reason, granted: now.toISOString(), expires },
    packages: [{ format, name, ...(version ? { versions: version } : {}) }],
    stages: [found.edge.to],
  }
  await decided(way, () => giveWaiver(parts, found.served.name, waiver, actor))
  return { to: `/packages?${new URLSearchParams({ pipeline: found.served.name, name, format })}`, said: 'waived' }
}
