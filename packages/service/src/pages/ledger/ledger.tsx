import { may } from '../../access/person.ts'
import { count, number } from '../../core/count.ts'
import { lastCheck } from '../../flow/check-ledger.ts'
import { type LedgerRow, listEntries } from '../../store/ledger.ts'
import { plansByDigest } from '../../store/plan-numbers.ts'
import { PipelineChoice, pipelineOf } from '../choose/pipeline.tsx'
import { HistoryHead } from '../history/head.tsx'
import { Listing } from '../history/listing.tsx'
import type { Handler, Visit } from '../parts.ts'
import { routes } from '../routes.ts'
import { Badge } from '../text/badge.tsx'
import { Time } from '../text/time.tsx'
import { moment } from '../text/words.ts'
import { LedgerState } from './state.tsx'

const { path } = routes.ledger

/** The page of the ledger: everything that was planned, decided and done, each entry chained to the one before, and whether the chain is intact. */
export const ledger: Handler = async (visit) => {
  const { database } = visit.parts
  const served = pipelineOf(visit)
  const [{ rows, next }, check] = await Promise.all([
    listEntries(database, served.name, { after: visit.context.req.query('after') }),
    lastCheck(database, served.name),
  ])
  const plans = await plansByDigest(
    database,
    rows.flatMap(({ plan }) => (plan === null ? [] : [plan])),
  )
  const query = new URLSearchParams({ pipeline: served.name })
  const breaksAt = check === undefined || check.verdict.intact ? undefined : check.verdict.seq
  return {
    title: 'Ledger',
    live: ['assessments'],
    main: (
      <div class="view">
        <HistoryHead
          path={path}
          about="Everything that was planned, decided and done. Each entry is chained to the one before by its digest."
        >
          <div class="row">
            {may(visit.person, 'request') && (
              <form method="post" action={routes.checkLedger.path}>
                <input type="hidden" name="pipeline" value={served.name} />
                <button type="submit">Check the chain</button>
              </form>
            )}
            <a class="button" href={`${routes.ledgerFile.path}?${query}`} download>
              Download as JSON lines
            </a>
          </div>
        </HistoryHead>
        <PipelineChoice visit={visit} served={served} path={path} />
        <LedgerState check={check} now={visit.now} />
        <Listing
          visit={visit}
          path={path}
          label="Entries"
          columns={['Entry', 'What', 'Plan', 'Written', 'Digest']}
          rows={rows.map((row) => (
            <Line
              row={row}
              number={row.plan === null ? undefined : plans.get(row.plan)}
              query={query}
              breaksAt={breaksAt}
              visit={visit}
            />
          ))}
          next={next}
          told={count(rows.length, 'entry', 'entries')}
          empty={'The ledger is empty. The first plan will be the first entry.'}
        />
      </div>
    ),
  }
}

/** Display names of the types of entries. */
const kinds: Readonly<Record<LedgerRow['kind'], string>> = {
  plan: 'planned',
  approval: 'approved',
  revocation: 'approval revoked',
  run: 'run started',
  report: 'reported',
  rollback: 'rollback started',
  undone: 'rolled back',
}

interface LineProps {
  readonly visit: Visit
  readonly row: LedgerRow
  /** Number of its plan; undefined if the plan is no longer stored. */
  readonly number: number | undefined
  readonly query: URLSearchParams
  readonly breaksAt: number | undefined
}

function Line({ visit, row, number: plan, query, breaksAt }: LineProps) {
  return (
    <tr>
      <th scope="row" class="tight">
        <a href={`${path}/${row.seq}?${query}`}>Entry {number(row.seq)}</a>
      </th>
      <td data-title="What">
        <div class="badges">
          {Object.hasOwn(kinds, row.kind) ? kinds[row.kind] : row.kind}
          {breaksAt !== undefined && row.seq === breaksAt && <Badge of="the chain breaks here" tone="bad" />}
          {breaksAt !== undefined && row.seq > breaksAt && <Badge of="after the break" tone="warn" />}
        </div>
      </td>
      <td data-title="Plan">
        {plan !== undefined ? (
          <a href={`/plans/${plan}`}>Plan {plan}</a>
        ) : (
          <span class="faint">{row.plan === null ? 'none' : 'no longer stored'}</span>
        )}
      </td>
      <td data-title="Written" class="small">
        <div>
          {moment(row.at)}{' '}
          <span class="faint">
            <Time at={row.at} now={visit.now} />
          </span>
        </div>
      </td>
      <td data-title="Digest">
        <span class="mono" title={row.digest}>
          {row.digest.slice(0, 16)}…
        </span>
      </td>
    </tr>
  )
}
