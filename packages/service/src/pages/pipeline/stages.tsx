import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { StageCount } from '../../store/stage-counts.ts'
import { Text } from '../text/text.tsx'
import { number } from '../text/words.ts'

/** The stages of a pipeline, with what they hold and what is decided about them. */
export function Stages({ served, counts }: { served: ServedPipeline; counts: readonly StageCount[] }) {
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">Stages</h2>
      <div class="sheet table stack">
        <table aria-labelledby="stages">
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col">Repository</th>
              <th scope="col">Packages</th>
              <th scope="col">Something against</th>
              <th scope="col">How they come</th>
              <th scope="col">Tag on arrival</th>
            </tr>
          </thead>
          <tbody>
            {served.pipeline.stages.map(({ name, repository, action, tag }) => {
              const { packages, bad } = counts.find(({ stage }) => stage === name) ?? { packages: 0, bad: 0 }
              return (
                <tr>
                  <th scope="row" class="name">
                    <a href={`/packages?${new URLSearchParams({ pipeline: served.name, stage: name })}`}>
                      <Text of={name} most={100} />
                    </a>
                  </th>
                  <td data-title="Repository">
                    <Text of={repository} most={100} />
                  </td>
                  <td data-title="Packages">{number(packages)}</td>
                  <td data-title="Against">{bad === 0 ? <span class="faint">nothing</span> : number(bad)}</td>
                  <td data-title="How">{action}</td>
                  <td data-title="Tag">{tag === undefined ? <span class="faint">none</span> : <Text of={tag} most={60} />}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
