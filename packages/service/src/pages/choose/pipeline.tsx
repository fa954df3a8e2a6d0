import type { ServedPipeline } from '../../settings/pipelines.ts'
import { PageProblem } from '../frame/problem.tsx'
import { chosenPipeline } from '../packages/filter.ts'
import type { Visit } from '../parts.ts'
import { Choice, Field } from '../text/field.tsx'

/** The pipeline in an address, or the first one if the address names none that exists. @throws {PageProblem} there is no pipeline */
export function pipelineOf(visit: Visit): ServedPipeline {
  const served = chosenPipeline(visit)
  if (served === undefined) throw new PageProblem(404, 'No pipeline', 'The service has no pipeline in its settings.')
  return served
}

/** A choice of the pipeline, if there are several. */
export function PipelineChoice({ visit, served, path }: { visit: Visit; served: ServedPipeline; path: string }) {
  if (visit.parts.pipelines.length < 2) return null
  return (
    <search>
      <form class="filters" action={path} data-filters>
        <PipelineField visit={visit} served={served} />
        <div class="row">
          <button type="submit">Show</button>
        </div>
      </form>
    </search>
  )
}

/** The same among other fields. */
export function PipelineField({ visit: { parts }, served }: { visit: Visit; served: ServedPipeline }) {
  const names = parts.pipelines.map(({ name }) => name)
  if (names.length < 2) return null
  return (
    <Field label="Pipeline">
      <Choice name="pipeline" options={names} chosen={served.name} />
    </Field>
  )
}
