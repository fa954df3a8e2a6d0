import { useId } from 'preact/hooks'
import { useDescription } from '../use-description.ts'

/** A field for the id of an operation of the API, which offers all of them. */
export function OperationField({ label }: { label: string }) {
  const id = useId()
  const operations = useDescription()?.operations ?? []
  return (
    <label class="field grow">
      <span>{label}</span>
      <input name="operation" list={id} autocomplete="off" spellcheck={false} placeholder="packages_copy" />
      <datalist id={id}>
        {operations.map((operation) => (
          <option key={operation} value={operation} />
        ))}
      </datalist>
    </label>
  )
}
