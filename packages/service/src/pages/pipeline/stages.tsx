import { number } from '../../core/count.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { StageCount } from '../../store/stage-counts.ts'
import { DataTable } from '../text/data-table.tsx'
import { Text } from '../text/text.tsx'

/** The stages of a pipeline, with the number of their packages and their settings. */
export function Stages({ served, counts }: { served: ServedPipeline; counts: readonly StageCount[] }) {
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">Stages</h2>
      <DataTable
        labelledby="stages"
        columns={['Stage', 'Repository', 'Packages', 'With problems', 'Promoted by', 'Tag on arrival']}
      >
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
              <td data-title="With problems">{bad === 0 ? <span class="faint">none</span> : number(bad)}</td>
              <td data-title="Promoted by">{action}</td>
              <td data-title="Tag on arrival">
                {tag === undefined ? <span class="faint">none</span> : <Text of={tag} most={60} />}
              </td>
            </tr>
          )
        })}
      </DataTable>
    </section>
  )
}
