import { refresh } from './refresh.ts'

/** Milliseconds after the last key press before a list is requested. */
const pause = 200

/** Applies filters as soon as they change. Without JavaScript, the form has a button for that. */
export function keepFilters(): void {
  let timer = 0
  const apply = (form: HTMLFormElement) => {
    clearTimeout(timer)
    const said = [...new FormData(form)].filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)])
    const address = new URL(form.action)
    address.search = new URLSearchParams(said).toString()
    history.replaceState(null, '', address)
    void refresh()
  }
  const formOf = (event: Event): HTMLFormElement | undefined => {
    const form = event.target instanceof Element ? event.target.closest('form') : null
    return form !== null && 'filters' in form.dataset ? form : undefined
  }
  document.addEventListener('input', (event) => {
    const form = formOf(event)
    if (form === undefined) return
    clearTimeout(timer)
    timer = setTimeout(() => apply(form), event.target instanceof HTMLSelectElement ? 0 : pause)
  })
  document.addEventListener('submit', (event) => {
    const form = formOf(event)
    if (form === undefined) return
    event.preventDefault()
    apply(form)
  })
}
