import { localPath } from '../../access/local-path.ts'
import { count } from '../../core/count.ts'
import { edgeIn } from '../../flow/parts.ts'
import { notFound } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { EdgeName } from '../text/edge-name.tsx'
import { Field } from '../text/field.tsx'
import { Text } from '../text/text.tsx'
import { longestWhy, spans } from './actions.ts'

/** The form to pause an edge, with reason and duration. */
export const pausePage: Handler = async ({ context, parts }) => {
  const found = edgeIn(parts, context.req.query('edge') ?? '')
  if (found === undefined) throw notFound('edge')
  const { served, edge } = found
  const back = localPath(context.req.query('back'))
  return {
    title: 'Pause',
    main: (
      <div class="view narrow">
        <div class="head">
          <div>
            <h1>
              <span>
                Pause <EdgeName of={edge.id} parts={parts} />
              </span>
            </h1>
            <p class="faint">Packages that arrive meanwhile wait. Runs in progress finish.</p>
          </div>
        </div>
        <form class="sheet padded act" method="post" action="/edges/pause">
          <input type="hidden" name="edge" value={edge.id} />
          <input type="hidden" name="back" value={back} />
          <Field label="Why (visible to everyone)">
            <textarea name="why" required maxlength={longestWhy} rows={2} />
          </Field>
          <Field label="Until">
            <select name="hours">
              <option value="">someone resumes it</option>
              {spans.map((hours) => (
                <option value={hours}>{hours < 48 ? count(hours, 'hour') : count(hours / 24, 'day')} from now</option>
              ))}
            </select>
          </Field>
          <label class="check">
            <input type="checkbox" name="whole" value="yes" />
            <span>
              All edges of the pipeline <Text of={served.name} />
            </span>
          </label>
          <div class="row">
            <button type="submit" class="primary">
              Pause
            </button>
            <a href={back}>Cancel</a>
          </div>
        </form>
      </div>
    ),
  }
}
