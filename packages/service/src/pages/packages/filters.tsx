import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { PackageFilter } from '../../store/packages.ts'
import type { Visit } from '../parts.ts'
import { Choice, Field } from '../text/field.tsx'
import { gatesOf, pathOf, states } from './filter.ts'

interface FiltersProps {
  readonly visit: Visit
  readonly served: ServedPipeline
  readonly filter: PackageFilter
  readonly formats: readonly string[]
}

/** The filters of packages. With JavaScript they apply as they are filled in, otherwise with the button. */
export function Filters({ visit, served, filter, formats }: FiltersProps) {
  const { pipelines } = visit.parts
  return (
    <search>
      <form class="filters" action="/packages" data-filters>
        <Field label="Name">
          <input
            type="search"
            name="name"
            value={filter.name ?? ''}
            placeholder="lodash or *dash*"
            autocomplete="off"
            spellcheck={false}
          />
        </Field>
        {pipelines.length > 1 && (
          <Field label="Pipeline">
            <select name="pipeline">
              {pipelines.map(({ name }) => (
                <option value={name} selected={name === served.name}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label="Stage">
          <Choice name="stage" all="Any" options={served.pipeline.stages.map(({ name }) => name)} chosen={filter.stage} />
        </Field>
        <Field label="Format">
          <Choice name="format" all="Any" options={formats} chosen={filter.format} />
        </Field>
        <Field label="State">
          <Choice name="state" all="Any" options={states} chosen={filter.state} />
        </Field>
        <Field label="Held by">
          <Choice name="gate" all="Any" options={gatesOf(served)} chosen={filter.gate} />
        </Field>
        <Field label="Tag">
          <input name="tag" value={filter.tag ?? ''} autocomplete="off" spellcheck={false} />
        </Field>
        <div class="row">
          <button type="submit">Find</button>
          <a href={pathOf(visit, served)}>Clear</a>
        </div>
      </form>
    </search>
  )
}
