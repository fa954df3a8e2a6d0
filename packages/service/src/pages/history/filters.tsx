import type { Visit } from '../parts.ts'
import { Choice, Field } from '../text/field.tsx'
import { planWord } from '../text/state.ts'
import { visible } from '../text/unseen.ts'
import type { AskedHistory } from './filter.ts'

interface FiltersProps {
  readonly visit: Visit
  readonly path: string
  readonly filter: AskedHistory
  /** The possible outcomes, and the label of their field. */
  readonly outcome: { readonly label: string; readonly of: readonly string[] }
}

/** The filters of plans and runs. */
export function HistoryFilters({ visit: { parts }, path, filter, outcome }: FiltersProps) {
  const { pipelines } = parts
  const edges = pipelines
    .filter(({ name }) => filter.pipeline === undefined || name === filter.pipeline)
    .flatMap((each) => each.edges)
  return (
    <search>
      <form class="filters" action={path} data-filters>
        <Field label="Person">
          <input type="search" name="person" value={filter.person ?? ''} autocomplete="off" spellcheck={false} />
        </Field>
        {pipelines.length > 1 && (
          <Field label="Pipeline">
            <Choice name="pipeline" all="Any" options={pipelines.map(({ name }) => name)} chosen={filter.pipeline} />
          </Field>
        )}
        <Field label="Edge">
          <select name="edge">
            <option value="">Any</option>
            {edges.map(({ id, from, to, name }) => (
              <option value={id} selected={id === filter.edge}>
                {visible(`${from} → ${to}${name === undefined ? '' : ` (${name})`}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={outcome.label}>
          <select name="outcome">
            <option value="">Any</option>
            {outcome.of.map((each) => (
              <option value={each} selected={each === filter.outcome}>
                {planWord(each)}
              </option>
            ))}
          </select>
        </Field>
        <Field label="From, in UTC">
          <input type="date" name="first" value={filter.first ?? ''} />
        </Field>
        <Field label="To">
          <input type="date" name="last" value={filter.last ?? ''} />
        </Field>
        <div class="row">
          <button type="submit">Find</button>
          <a href={path}>Clear</a>
        </div>
      </form>
    </search>
  )
}
