import { badge, element, moment, table } from './dom.js'

const grave = ['Critical', 'High']

const severity = (name) => (grave.includes(name) ? 'bad' : name === 'Medium' ? 'warn' : '')

const statusKinds = { Completed: 'good', Failed: 'bad', Quarantined: 'bad' }

const named = ({ name, version }) => [element('strong', {}, name), ' ', element('span', { class: 'faint' }, version ?? '')]

const badges = (...all) => element('div', { class: 'badges' }, ...all)

const time = (iso) => element('time', { datetime: iso }, moment(iso))

function stage(pkg) {
  if (pkg.deleting) return badges(badge('Deleting', 'warn'))
  if (pkg.status === 'Completed' || pkg.status === 'Quarantined') return badges(badge(pkg.status, statusKinds[pkg.status]))
  if (pkg.status === 'Failed') return [badges(badge('Failed', 'bad')), element('span', { class: 'faint' }, pkg.reason ?? '')]
  return [element('progress', { max: '100', value: String(pkg.progress), 'aria-label': pkg.stage }), ' ', pkg.stage]
}

function scan(pkg) {
  const counts = Object.entries(pkg.findings ?? {})
  if (!pkg.scan.startsWith('Scan Detected')) return element('span', { class: 'faint' }, pkg.scan)
  if (counts.length === 0) return badges(badge('No vulnerabilities', 'good'))
  return badges(...counts.map(([name, count]) => badge(`${count} ${name}`, severity(name))))
}

/** The repositories as buttons that pick one. */
export function repositories(state, picked) {
  const all = state.workspaces.flatMap(({ slug, repositories }) =>
    repositories.map((repo) => ({ ...repo, place: `${slug}/${repo.slug}` })),
  )
  if (all.length === 0) return element('p', { class: 'faint' }, 'There are no repositories.')
  return all.map(({ place, type, packages, quarantined, webhooks }) =>
    element(
      'button',
      { type: 'button', class: 'card', 'data-key': place, 'data-place': place, 'aria-pressed': String(place === picked) },
      element('strong', {}, place),
      element(
        'span',
        { class: 'faint' },
        `${type} · ${count(packages, 'package')}${webhooks > 0 ? ` · ${count(webhooks, 'webhook')}` : ''}`,
      ),
      quarantined > 0 && badges(badge(`${quarantined} quarantined`, 'bad')),
    ),
  )
}

export const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`

export const packages = (rows) =>
  table(
    [
      ['Package', named],
      ['Format', ({ format }) => format, 'tight'],
      ['Repository', ({ place }) => place, 'tight'],
      ['Stage', stage],
      ['Scan', scan],
      ['Tags', ({ tags }) => badges(...tags.map((tag) => badge(tag)))],
      ['Uploaded', ({ uploaded_at }) => time(uploaded_at), 'tight'],
      ['Identifier', ({ slug_perm }) => element('code', {}, slug_perm), 'tight'],
    ],
    rows,
    'There are no packages here.',
  )

export const scans = (rows) =>
  table(
    [
      ['Package', named],
      ['Repository', ({ place }) => place, 'tight'],
      ['At', ({ at }) => time(at), 'tight'],
      ['Findings', findings],
    ],
    rows,
    'Nothing has been scanned.',
  )

function findings({ identifier, findings: found }) {
  if (found.length === 0) return badges(badge('None', 'good'))
  const rows = found.map(({ id, severity: name, title, fixed }) =>
    element(
      'p',
      {},
      badge(name, severity(name)),
      ' ',
      element('code', {}, id),
      ` ${title}`,
      fixed !== null && ` Fixed in ${fixed}.`,
    ),
  )
  return element('details', { 'data-key': identifier }, element('summary', {}, count(found.length, 'finding')), ...rows)
}

const deliveryKinds = { delivered: 'good', failed: 'bad', pending: 'warn' }

export const deliveries = (rows) =>
  table(
    [
      ['Event', ({ id, event, body }) => delivered(id, event, body)],
      ['To', ({ url }) => element('code', {}, url)],
      ['State', ({ state }) => badges(badge(state, deliveryKinds[state])), 'tight'],
      [
        'Attempts',
        ({ attempts }) => attempts.map((attempt) => element('div', {}, time(attempt.at), ` ${attempt.status ?? attempt.error}`)),
      ],
      ['', ({ id, event }) => replay(id, event), 'tight end'],
    ],
    rows,
    'No webhook has been sent.',
  )

const delivered = (id, event, body) =>
  element(
    'details',
    { 'data-key': `body-${id}` },
    element('summary', {}, event),
    element('pre', {}, element('code', {}, pretty(body))),
  )

const replay = (id, event) =>
  element('button', { type: 'button', 'data-key': `replay-${id}`, 'data-replay': id, 'aria-label': `Replay ${event}` }, 'Replay')

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

export const requests = (rows) =>
  table(
    [
      ['At', ({ at }) => time(at), 'tight'],
      [
        'Request',
        ({ method, url, unknown, hint }) => [
          element('strong', {}, method),
          ' ',
          element('code', {}, url),
          ...(unknown.length > 0 ? [element('span', { class: 'faint' }, ` ignored: ${unknown.join(', ')}`)] : []),
          ...(hint === null ? [] : [element('span', { class: 'faint' }, ` ${hint}`)]),
        ],
      ],
      ['Operation', ({ operation }) => operation ?? ''],
      ['User', ({ user }) => user ?? element('span', { class: 'faint' }, 'anonymous'), 'tight'],
      [
        'Status',
        ({ status }) => badges(status === null ? badge('lost', 'bad') : badge(String(status), status < 400 ? 'good' : 'warn')),
        'tight',
      ],
    ],
    rows,
    'Nothing has been asked.',
  )
