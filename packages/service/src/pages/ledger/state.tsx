import { number } from '../../core/count.ts'
import type { LedgerCheck } from '../../flow/check-ledger.ts'
import { Badge } from '../text/badge.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'

/** The result of the last verification of the chain. */
export function LedgerState({ check, now }: { check: (LedgerCheck & { readonly madeAt: Date }) | undefined; now: Date }) {
  if (check === undefined) {
    return (
      <p class="sheet padded">
        <span>
          <Badge of="not checked yet" tone="warn" /> It is checked every night, and when someone starts a check.
        </span>
      </p>
    )
  }
  const { verdict, madeAt } = check
  return (
    <div class="sheet padded">
      <p>
        {verdict.intact ? <Badge of="the chain is intact" tone="good" /> : <Badge of="the chain is broken" tone="bad" />}{' '}
        <span class="faint small">
          checked <Time at={madeAt} now={now} />
        </span>
      </p>
      {!verdict.intact && (
        <p>
          It breaks at entry {number(verdict.seq)}: <Text of={verdict.why} most={600} />{' '}
          {verdict.head === null
            ? 'None of it can be trusted.'
            : `Entries up to ${number(verdict.head.seq)}, before the break, can be trusted.`}
        </p>
      )}
      {verdict.intact && verdict.head !== null && (
        <p class="small faint">
          The last entry was {number(verdict.head.seq)}, with the digest <span class="mono bytes">{verdict.head.digest}</span>.
          Keep a copy of it elsewhere: a ledger that somebody has rewritten would not have it.
        </p>
      )}
      {verdict.intact && verdict.head === null && <p class="small faint">It was empty then.</p>}
    </div>
  )
}
