import { openHelp } from './help.tsx'
import { linkTo, parseHash } from './route.ts'
import { kept } from './settings.ts'
import { views } from './view-list.ts'

const page = (selector: string) => document.querySelector<HTMLElement>(selector)

/** Users can turn off single-key shortcuts, which interfere with speech input. */
const areOff = () => kept('shortcuts') === 'off'

const actions: Readonly<Record<string, () => void>> = {
  '/': () => page('[data-search]')?.focus(),
  '?': () => openHelp(),
  '.': () => page('[data-pause]')?.click(),
  n: () => page('main a[rel=next]')?.click(),
  p: () => page('main a[rel=prev]')?.click(),
  j: () => step(1),
  k: () => step(-1),
  u() {
    const [view, detail] = parseHash(location.hash).path
    if (view !== undefined && detail !== undefined) location.hash = linkTo([view])
  },
}

/** Moves the focus to the first link of another row. */
function step(by: number) {
  const links = [...document.querySelectorAll<HTMLElement>('main tbody tr')].flatMap(
    (row) => row.querySelector<HTMLElement>('a') ?? [],
  )
  const row = document.activeElement?.closest('tr')
  const at = links.findIndex((link) => row?.contains(link))
  links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea')
}

function onKey(event: KeyboardEvent) {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
  if (key === 'Escape' && isTyping(target)) return (target as HTMLElement).blur()
  if (isTyping(target) || areOff()) return
  const view = views[Number(key) - 1]
  const action = view === undefined ? actions[key] : () => (location.hash = linkTo(view.path === '' ? [] : [view.path]))
  if (action === undefined) return
  event.preventDefault()
  action()
}

/** Handles the keyboard shortcuts; the returned function ends that. */
export function createKeyboard(): () => void {
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
