import type { ApprovalRow } from '../../store/decisions.ts'
import type { ArrivalRow } from '../../store/package-way.ts'
import type { Visit } from '../parts.ts'
import { EdgeName } from '../text/edge-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { span } from '../text/words.ts'

interface ArrivalProps {
  readonly visit: Visit
  readonly arrival: ArrivalRow
  readonly approvals: readonly ApprovalRow[]
}

/** How a package arrived in a stage: by which plan and run, who approved it, and where the evidence is. */
export function Arrival({ visit, arrival: { edge, plan, run, arrivedAt, leftFor }, approvals }: ArrivalProps) {
  const took = (arrivedAt.getTime() - leftFor.getTime()) / 1000
  return (
    <div class="arrival small">
      <p>
        Arrived <Time at={arrivedAt} now={visit.now} /> along <EdgeName of={edge} parts={visit.parts} />
        {took > 0 && `, ${span(took)} after it reached the stage before`}
      </p>
      <p class="row tightly">
        {plan === null ? (
          <span class="faint">Its plan is no longer stored; the ledger has it.</span>
        ) : (
          <a href={`/plans/${plan}`}>Plan {plan}</a>
        )}
        {run !== null && (
          <>
            <a href={`/runs/${run}`}>Run {run}</a>
            <a href={`/runs/${run}/statement.json`} download>
              in-toto statement
            </a>
            <a href={`/runs/${run}/report.json`} download>
              Report
            </a>
          </>
        )}
      </p>
      {approvals.map(({ by, at, reason, revokedAt }) => (
        <p>
          Approved by <Text of={by} most={80} /> <Time at={at} now={visit.now} />
          {revokedAt !== null && ', and revoked'}
          {reason !== null && (
            <span class="faint">
              : <Text of={reason} most={300} />
            </span>
          )}
        </p>
      ))}
    </div>
  )
}
