import { useState } from 'preact/hooks'
import { keep, kept } from './settings.ts'
import { shortcuts } from './shortcuts.ts'

const id = 'help'

/** Opens the list of keyboard shortcuts. */
export function openHelp(): void {
  const dialog = document.getElementById(id)
  if (dialog instanceof HTMLDialogElement) dialog.showModal()
}

/** The keyboard shortcuts, and whether they are enabled. */
export function Help() {
  const [isOff, setOff] = useState(kept('shortcuts') === 'off')
  return (
    <dialog id={id} aria-labelledby="help-title">
      <h2 id="help-title">Keyboard</h2>
      <dl class="keys">
        {shortcuts.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={!isOff}
          onChange={({ currentTarget: { checked } }) => {
            keep('shortcuts', checked ? '' : 'off')
            setOff(!checked)
          }}
        />{' '}
        Keyboard shortcuts
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  )
}
