import { moment, show } from './dom.js'
import { deliveries, packages, repositories, requests, scans } from './tables.js'

/** How often the page looks, in milliseconds. */
const every = 1000

const byId = (id) => document.getElementById(id)
const notice = byId('notice')

/** What the user has picked. */
const view = { place: '', query: '' }

/** How often it has been looked: only the last look counts. */
let looks = 0

async function call(path, method = 'GET', body = undefined) {
  const response = await fetch(path, { method, ...(body && { body: JSON.stringify(body) }) })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail)
  return answer
}

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

async function look() {
  const { place, query: search } = view
  const [state, ...lists] = await Promise.all([
    call('state'),
    call(`packages${query({ repository: place, query: search })}`),
    call(`scans${query({ repository: place })}`),
    call('deliveries'),
    call('requests?limit=50'),
  ])
  return { state, lists, place }
}

function draw({ state, lists, place }) {
  byId('origin').textContent = state.origin
  byId('now').textContent = `${moment(state.now)} UTC`
  byId('now').dateTime = state.now
  show(byId('repositories'), { workspaces: state.workspaces, place }, (all) => repositories(all, place))
  const tables = { packages, scans, deliveries, requests }
  for (const [index, [name, table]] of Object.entries(tables).entries()) {
    const { total, [name]: rows } = lists[index]
    byId(`${name}-count`).textContent = total > rows.length ? `${rows.length} of ${total}` : String(total)
    show(byId(name), rows, table)
  }
}

/** Looks now; what goes wrong is told, and forgotten as soon as it goes right again. */
async function refresh() {
  const mine = ++looks
  try {
    const seen = await look()
    // Somebody has typed on meanwhile.
    if (mine !== looks) return
    draw(seen)
    notice.textContent = ''
  } catch (error) {
    if (mine !== looks) return
    notice.textContent = error instanceof TypeError ? 'The emulator does not answer. Is it still running?' : error.message
  }
}

/** Does something that a button stands for, which is out of use meanwhile. Not by `disabled`: that would take the focus away. */
async function act(button, work) {
  if (button.ariaDisabled === 'true') return
  button.ariaDisabled = 'true'
  try {
    await work()
    await refresh()
  } catch (error) {
    notice.textContent = error.message
  } finally {
    button.ariaDisabled = null
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (button === null) return
  const { advance, replay, place } = button.dataset
  if (advance !== undefined) void act(button, () => call('clock/advance', 'POST', { seconds: Number(advance) }))
  else if (button.id === 'settle') void act(button, () => call('settle', 'POST'))
  else if (replay !== undefined) void act(button, () => call(`deliveries/${encodeURIComponent(replay)}/replay`, 'POST'))
  else if (place !== undefined) {
    view.place = view.place === place ? '' : place
    void refresh()
  }
})

byId('query').addEventListener('input', ({ target }) => {
  view.query = target.value.trim()
  void refresh()
})
byId('search').addEventListener('submit', (event) => event.preventDefault())

async function watch() {
  if (!document.hidden) await refresh()
  setTimeout(watch, every)
}

void watch()
