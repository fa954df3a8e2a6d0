/**
 * Makes an element. Texts become text nodes, never markup: what is shown here comes from whoever uploads packages.
 *
 * @param {string} name
 * @param {Record<string, string | boolean | undefined>} attributes those that are false or undefined are left out
 * @param {(Node | string | undefined | false)[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? '' : value)
  }
  made.append(...children.filter((child) => child !== undefined && child !== false))
  return made
}

/** A word in a coloured pill. */
export const badge = (text, kind = '') => element('span', { class: `badge ${kind}` }, text)

/**
 * Fills a container with what `make` gives, if the data is not what it shows already: so neither the focus nor an open detail is lost
 * without need. Both are found again by their `data-key`.
 */
export function show(container, data, make) {
  const told = JSON.stringify(data)
  if (container.dataset.told === told) return
  container.dataset.told = told
  const focused = container.contains(document.activeElement) ? document.activeElement?.closest('[data-key]') : null
  const open = [...container.querySelectorAll('details[open]')].map(({ dataset }) => dataset.key)
  const [left, key] = [container.scrollLeft, focused?.dataset.key]
  container.replaceChildren(...[make(data)].flat())
  for (const kept of container.querySelectorAll('[data-key]')) {
    if (open.includes(kept.dataset.key)) kept.open = true
    if (kept.dataset.key === key) (kept.matches('details') ? kept.querySelector('summary') : kept).focus()
  }
  container.scrollLeft = left
}

/** A table, or a sentence where there is nothing. Columns are `[title, cell]`, a cell gives nodes or text of a row. */
export function table(columns, rows, empty) {
  if (rows.length === 0) return element('p', { class: 'empty' }, empty)
  const head = element('tr', {}, ...columns.map(([title]) => element('th', { scope: 'col' }, title)))
  const body = rows.map((row) =>
    element('tr', {}, ...columns.map(([, cell, style]) => element('td', { class: style }, ...[cell(row)].flat()))),
  )
  return element('table', {}, element('thead', {}, head), element('tbody', {}, ...body))
}

/** A moment without its fractions: `2026-01-01 12:00:00`. */
export const moment = (iso) => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
