import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { refresh } from './live.ts'

/** The message at the bottom: what was done, or why not. */
interface Told {
  readonly text: string
  readonly isBad: boolean
}

let tell: (told: Told) => void = () => {}

/** Shows a message. */
export const say = (text: string): void => tell({ text, isBad: false })

/** Changes the emulator, fetches the result at once, and shows a message. @returns whether it succeeded */
export async function act(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work()
    refresh()
    if (done !== undefined) say(done)
    return true
  } catch (error) {
    tell({ text: error instanceof Error ? error.message : String(error), isBad: true })
    return false
  }
}

/** The place of messages. Screen readers announce them. */
export function Notice() {
  const [told, setTold] = useState<Told>()
  tell = setTold
  useEffect(() => {
    if (told === undefined || told.isBad) return
    const timer = setTimeout(() => setTold(undefined), 4000)
    return () => clearTimeout(timer)
  }, [told])
  return (
    <div class="notice" role="status">
      {told && (
        <p class={told.isBad ? 'bad' : 'good'}>
          {told.text}
          {told.isBad && (
            <button type="button" class="small" onClick={() => setTold(undefined)}>
              Dismiss
            </button>
          )}
        </p>
      )}
    </div>
  )
}

interface ActProps {
  readonly work: () => Promise<unknown>
  /** The message for success. */
  readonly done?: string
  readonly label?: string
  readonly kind?: string
  readonly children: ComponentChildren
}

/** A button for an action. It is inactive while the action runs, but not by `disabled`, which would remove the focus. */
export function Act({ work, done, label, kind, children }: ActProps) {
  const [isBusy, setBusy] = useState(false)
  async function start() {
    if (isBusy) return
    setBusy(true)
    await act(work, done)
    setBusy(false)
  }
  return (
    <button type="button" class={kind} aria-label={label} aria-disabled={isBusy} onClick={start}>
      {children}
    </button>
  )
}
