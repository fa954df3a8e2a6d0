import { Idiomorph } from 'idiomorph'

/** The parts of a page that are replaced. */
const parts = ['#main', '.menu'] as const

let last = 0

/**
 * Requests the page again and replaces what has changed. Focus, selection, open elements and typed text are preserved.
 *
 * @returns false if the page no longer exists for this person
 */
export async function refresh(address: string = location.href): Promise<boolean> {
  const mine = ++last
  const answer = await fetch(address, { headers: { Accept: 'text/html' }, credentials: 'same-origin' })
  if (answer.status === 401 || answer.redirected) return false
  const text = await answer.text()
  // A later update has overtaken this one.
  if (mine !== last) return true
  const next = new DOMParser().parseFromString(text, 'text/html')
  document.title = next.title
  for (const selector of parts) {
    const [old, made] = [document.querySelector(selector), next.querySelector(selector)]
    if (old !== null && made !== null) morph(old, made)
  }
  return true
}

const morph = (old: Element, made: Element): void => {
  Idiomorph.morph(old, made, {
    ignoreActiveValue: true,
    callbacks: {
      // Islands render themselves, and fields keep what was typed.
      beforeNodeMorphed: (node: Node) => !(node instanceof HTMLElement && ('island' in node.dataset || node.matches('textarea'))),
      beforeAttributeUpdated: (name: string, node: Element) =>
        !(name === 'open' && node instanceof HTMLDetailsElement) && !(name === 'value' && node instanceof HTMLInputElement),
    },
  })
}
