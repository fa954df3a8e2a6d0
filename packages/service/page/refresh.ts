import { Idiomorph } from 'idiomorph'

/** What of a page is made anew. */
const parts = ['#main', '.menu'] as const

let last = 0

/**
 * Asks for the page anew and puts what has changed in place of what was there: focus, selection, what is open and what was typed stay.
 *
 * @returns false where there is no such page any more for whoever asks
 */
export async function refresh(address: string = location.href): Promise<boolean> {
  const mine = ++last
  const answer = await fetch(address, { headers: { Accept: 'text/html' }, credentials: 'same-origin' })
  if (answer.status === 401 || answer.redirected) return false
  const text = await answer.text()
  // A later one has overtaken it.
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
      // Islands draw themselves, and fields have what somebody typed.
      beforeNodeMorphed: (node: Node) => !(node instanceof HTMLElement && ('island' in node.dataset || node.matches('textarea'))),
      beforeAttributeUpdated: (name: string, node: Element) =>
        !(name === 'open' && node instanceof HTMLDetailsElement) && !(name === 'value' && node instanceof HTMLInputElement),
    },
  })
}
