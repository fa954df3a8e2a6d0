import { number } from '../../core/count.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { waitingFor } from '../../store/figures.ts'
import { Bar } from '../charts/bar.tsx'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { toneOf } from '../text/state.ts'
import { Text } from '../text/text.tsx'

interface WaitingProps {
  readonly visit: Visit
  readonly served: ServedPipeline
  readonly rows: Awaited<ReturnType<typeof waitingFor>>
}

/** The table of packages that are waiting, by gate. A package that several gates hold back is in the row of each. */
export function Waiting({ visit, served, rows }: WaitingProps) {
  const sorted = rows.toSorted((a, b) => b.packages - a.packages)
  const largest = sorted[0]?.packages ?? 0
  return (
    <section aria-labelledby="waiting">
      <div class="title">
        <h2 id="waiting">What packages are waiting for</h2>
        <span class="faint">right now; a package held by several gates counts for each of them</span>
      </div>
      {sorted.length === 0 ? (
        <p class="sheet empty">Nothing is waiting.</p>
      ) : (
        <div class="sheet table stack">
          <table aria-labelledby="waiting">
            <thead>
              <tr>
                <th scope="col">Gate</th>
                <th scope="col">Edge</th>
                <th scope="col">State</th>
                <th scope="col" class="end">
                  Packages
                </th>
                <th scope="col">
                  <span class="unheard">Compared with the others</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map(({ edge, outcome, gate, packages }) => (
                <tr>
                  <th scope="row" class="tight">
                    {gate === null ? (
                      'no gate: the state of the packages'
                    ) : (
                      <a href={`/packages?${new URLSearchParams({ pipeline: served.name, gate })}`}>
                        <Text of={gate} most={100} />
                      </a>
                    )}
                  </th>
                  <td data-title="Edge">
                    <EdgeName of={edge} parts={visit.parts} />
                  </td>
                  <td data-title="State">
                    <div>
                      <Badge of={outcome} />
                    </div>
                  </td>
                  <td data-title="Packages" class="end tight">
                    {number(packages)}
                  </td>
                  <td class="beside-others">
                    <Bar value={packages} largest={largest} tone={toneOf(outcome)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
