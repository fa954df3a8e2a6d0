import { number } from '../../core/count.ts'
import { findEntry } from '../../store/ledger.ts'
import { plansByDigest } from '../../store/plan-numbers.ts'
import { pipelineOf } from '../choose/pipeline.tsx'
import { notFound } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'
import { routes } from '../routes.ts'
import { Text } from '../text/text.tsx'
import { moment } from '../text/words.ts'

/** Maximum number of characters of a document that the page shows. The downloaded ledger has all of it. */
const longest = 60_000

/** The page of a ledger entry, with its document as it was written. */
export const ledgerEntry: Handler = async (visit) => {
  const { database } = visit.parts
  const served = pipelineOf(visit)
  const entry = await findEntry(database, served.name, numberIn(visit, 'entry')).catch(() => undefined)
  if (entry === undefined) throw notFound('entry')
  const { seq, kind, at, previous, digest, document } = entry
  const told = document as { readonly digest?: unknown; readonly plan?: unknown }
  const about = kind === 'plan' ? told.digest : told.plan
  const plan = typeof about === 'string' ? (await plansByDigest(database, [about])).get(about) : undefined
  const written = new Date(at)
  const text = JSON.stringify(document, null, 2)
  // Line breaks within values of the document are escaped.
  const lines = text.slice(0, longest).split('\n')
  const address = (place: number) => `${routes.ledger.path}/${place}?${new URLSearchParams({ pipeline: served.name })}`
  return {
    title: `Entry ${seq}`,
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>Entry {number(seq)}</h1>
            <p class="faint">
              <a href={`${routes.ledger.path}?${new URLSearchParams({ pipeline: served.name })}`}>Ledger</a> of{' '}
              <Text of={served.name} />
            </p>
          </div>
        </div>
        <dl class="sheet padded facts wide">
          <div>
            <dt>What</dt>
            <dd>
              <Text of={String(kind)} most={60} />
            </dd>
          </div>
          <div>
            <dt>Written</dt>
            <dd>{Number.isNaN(written.getTime()) ? <Text of={String(at)} most={60} /> : moment(written)}</dd>
          </div>
          {plan !== undefined && (
            <div>
              <dt>About</dt>
              <dd>
                <a href={`/plans/${plan}`}>Plan {plan}</a>
              </dd>
            </div>
          )}
          <div>
            <dt>Digest</dt>
            <dd class="mono">
              <Text of={String(digest)} most={100} />
            </dd>
          </div>
          <div>
            <dt>Digest of the entry before</dt>
            <dd class="mono">
              {previous === null ? (
                'none: it is the first'
              ) : (
                <a href={address(seq - 1)}>
                  <Text of={String(previous)} most={100} />
                </a>
              )}
            </dd>
          </div>
        </dl>
        <div class="title">
          <h2 id="document">Document</h2>
          {text.length > longest && <span class="faint">shortened; the downloaded ledger has all of it</span>}
        </div>
        <section class="sheet padded document mono" tabindex={0} aria-labelledby="document">
          {lines.map((line) => (
            <>
              <Text of={line} most={longest} />
              {'\n'}
            </>
          ))}
        </section>
      </div>
    ),
  }
}
