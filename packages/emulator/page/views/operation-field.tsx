import { useId } from 'preact/hooks'
import { useDescription } from '../use-description.ts'

/** A field for an operation id of the API, with all of them as suggestions. */
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
