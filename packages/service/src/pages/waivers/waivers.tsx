import { actorOf } from '../../access/actor.ts'
import { may } from '../../access/person.ts'
import { packagesHeldFast } from '../../store/attention.ts'
import { listWaivers } from '../../store/waivers.ts'
import { PipelineChoice, pipelineOf } from '../choose/pipeline.tsx'
import type { Handler } from '../parts.ts'
import { routes } from '../routes.ts'
import { EdgeName } from '../text/edge-name.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Reason } from '../text/reason.tsx'
import { Text } from '../text/text.tsx'
import { waivesAs } from '../waive/who.ts'
import { FileWaivers } from './in-file.tsx'
import { WaiverTable } from './table.tsx'

const { path } = routes.waivers

/** Maximum number of packages shown for which a waiver would help, and of packages that are searched for them. */
const mostHeld = { shown: 10, looked: 200 } as const

/** The page of waivers: what was waived, by whom, why, and until when. */
export const waivers: Handler = async (visit) => {
  const { parts, person, now } = visit
  const served = pipelineOf(visit)
  const [given, held] = await Promise.all([
    listWaivers(parts.database, served.name, now),
    may(person, 'approve') ? packagesHeldFast(parts.database, mostHeld.looked) : [],
  ])
  const hasEnded = ({ endedAt, expires }: { endedAt: Date | null; expires: Date }) => endedAt !== null || expires <= now
  const [live, over] = [given.filter((each) => !hasEnded(each)), given.filter(hasEnded)]
  const actor = actorOf(person, served.pipeline)
  const mine = held
    .filter(({ pipeline, mayWaive }) => pipeline === served.name && waivesAs(person, actor, mayWaive) !== undefined)
    .slice(0, mostHeld.shown)
  return {
    title: 'Waivers',
    live: ['waivers'],
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>Waivers</h1>
            <p class="faint">Exceptions from gates: who allowed them, why, and until when.</p>
          </div>
        </div>
        <PipelineChoice visit={visit} served={served} path={path} />
        <section aria-labelledby="live">
          <h2 id="live">In force, those that expire next first</h2>
          {live.length === 0 ? (
            <p class="sheet empty">
              No waivers. People whom a gate names can waive it on the page of a package that it holds back.
            </p>
          ) : (
            <WaiverTable rows={live} heading="live" visit={visit} />
          )}
        </section>
        {mine.length > 0 && (
          <section aria-labelledby="mine">
            <h2 id="mine">You may waive</h2>
            <ul class="sheet items">
              {mine.map(({ id, identity, edge, reasons }) => (
                <li>
                  <div class="what">
                    <strong>
                      <PackageName
                        format={identity.format}
                        name={identity.name}
                        version={identity.version ?? ''}
                        href={`/packages/${id}`}
                      />
                    </strong>
                    <p class="small faint">
                      <EdgeName of={edge} parts={parts} />
                    </p>
                    {reasons.map((reason) => (
                      <p class="small">
                        <Reason of={reason} most={300} />
                      </p>
                    ))}
                  </div>
                  <a class="button" href={`/waivers/new?${new URLSearchParams({ package: String(id), edge })}`}>
                    Waive…
                    <span class="unheard">
                      {' '}
                      what holds <Text of={identity.name} most={100} />
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <FileWaivers waivers={served.pipeline.waivers.given} visit={visit} />
        {over.length > 0 && (
          <section aria-labelledby="over">
            <h2 id="over">Ended</h2>
            <WaiverTable rows={over.toReversed()} heading="over" visit={visit} />
          </section>
        )}
      </div>
    ),
  }
}
