import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Route } from './route.ts'

/** The scroll positions of views, by URL. */
const scrolled = new Map<string, number>()
const mostKept = 100

let isBack = false
window.navigation?.addEventListener('navigate', ({ navigationType }) => {
  isBack = navigationType === 'traverse'
})

// Browsers would scroll as soon as the URL changes, before the view is rendered.
history.scrollRestoration = 'manual'
addEventListener('scroll', () => scrolled.set(location.hash, scrollY), { passive: true })
/**
 * Scrolls to the start of each new view, where keyboards and screen readers continue; on the way back, scrolls to the former position and focuses the
 * link that was followed.
 */
export function useMemory({ path }: Route): void {
  const view = path.join('/')
  const before = useRef<string | undefined>(undefined)
  const hash = useRef(location.hash)
  useLayoutEffect(() => {
    const [was, came] = [before.current, hash.current]
    before.current = view
    hash.current = location.hash
    if (was === undefined || was === view) return
    if (scrolled.size > mostKept) scrolled.delete(scrolled.keys().next().value ?? '')
    document.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
    const link =
      isBack && [...document.querySelectorAll<HTMLElement>('main a')].find((other) => other.getAttribute('href') === came)
    const target = link || document.querySelector<HTMLElement>('main h1')
    target?.focus({ preventScroll: true })
    scrollTo(0, isBack ? (scrolled.get(location.hash) ?? 0) : 0)
  })
}
