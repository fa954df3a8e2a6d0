import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { refresh } from './live.ts'

/** What the user is told at the bottom: what was done, or why not. */
interface Told {
  readonly text: string
  readonly isBad: boolean
}

let tell: (told: Told) => void = () => {}

/** Tells the user something. */
export const say = (text: string): void => tell({ text, isBad: false })

/** Does something that changes the emulator, looks at once what has become of it, and tells where it fails. @returns whether it was done */
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

/** Where the user is told what was done. Screen readers speak it. */
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
  /** What is told when it is done. */
  readonly done?: string
  readonly label?: string
  readonly kind?: string
  readonly children: ComponentChildren
}

/** A button that does something. It is out of use meanwhile, though not by `disabled`: that would take the focus away. */
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
