import type { Migration } from './migration.ts'

/*
 * Texts from outside that are searched or shown have their own columns, sanitised and limited in length. Documents of the promotion engine are
 * stored as JSON texts, byte for byte as their digests were computed. A person is stored by name, with issuer and subject if they were signed in.
 * Stages and edges are stored by name, without foreign keys, because pipelines change and the history remains.
 */
const deliveries = `
create table promotion.deliveries (
  pipeline text not null,
  trigger_id text not null,
  event text not null,
  repository text not null,
  slug_perm text,
  label text,
  event_at timestamptz,
  received_at timestamptz not null default now(),
  primary key (pipeline, trigger_id)
);
create index deliveries_received on promotion.deliveries (received_at);
`

/* A check settles a row of pending work only if `turn` is still what it has read: work that arrives meanwhile has a new turn, and stays. */
const edges = `
create table promotion.pipelines (
  name text primary key,
  owner text not null,
  definition jsonb not null,
  seen_at timestamptz not null default now()
);
create table promotion.edges (
  id text primary key,
  pipeline text not null,
  from_stage text not null,
  to_stage text not null,
  name text,
  looked_at timestamptz,
  reconciled_at timestamptz,
  attempts integer not null default 0,
  last_error text
);
create sequence promotion.turns;
create table promotion.pending (
  edge text not null,
  slug_perm text not null,
  turn bigint not null default nextval('promotion.turns'),
  due_at timestamptz not null,
  why text not null,
  failures integer not null default 0,
  noted_at timestamptz not null default now(),
  primary key (edge, slug_perm)
);
create index pending_due on promotion.pending (due_at);
create table promotion.pauses (
  id bigint generated always as identity primary key,
  pipeline text not null,
  edge text,
  by text not null,
  issuer text,
  subject text,
  why text not null,
  since timestamptz not null,
  until timestamptz,
  ended_at timestamptz,
  ended_by text
);
create unique index pauses_open on promotion.pauses (pipeline, coalesce(edge, '')) where ended_at is null;
create index pauses_since on promotion.pauses (pipeline, since desc);
`

const plans = `
create table promotion.plans (
  id bigint generated always as identity primary key,
  digest text not null unique,
  pipeline text not null,
  edge text not null,
  state text not null check (state in ('ready', 'applying', 'approval', 'waiting', 'done', 'failed', 'refused', 'superseded')),
  origin text not null check (origin in ('event', 'reconcile', 'person')),
  requested_by text,
  made_at timestamptz not null,
  packages integer not null,
  going integer not null,
  document text not null,
  fence bigint not null default 0,
  nudges integer not null default 0,
  worker uuid,
  lease_until timestamptz,
  wake_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  outcome text,
  closed_at timestamptz,
  superseded_by bigint references promotion.plans on delete set null
);
create index plans_open on promotion.plans (pipeline, edge, id) where closed_at is null;
create index plans_wake on promotion.plans (wake_at) where closed_at is null;
create index plans_lease on promotion.plans (lease_until) where state = 'applying';
create index plans_closed on promotion.plans (closed_at) where closed_at is not null;
create index plans_requested_by on promotion.plans (requested_by, id);
create index plans_newest on promotion.plans (pipeline, id desc);
create table promotion.plan_packages (
  plan bigint not null references promotion.plans on delete cascade,
  place integer not null,
  identity text not null,
  slug_perm text not null,
  format text not null,
  name text not null,
  version text not null,
  outcome text not null,
  goes boolean not null,
  fingerprint text not null,
  primary key (plan, place)
);
create index plan_packages_slug on promotion.plan_packages (slug_perm);
create index plan_packages_identity on promotion.plan_packages (identity);
create table promotion.rehearsals (
  plan bigint primary key references promotion.plans on delete cascade,
  made_at timestamptz not null,
  document text,
  why text,
  check ((document is null) <> (why is null))
);
`

const decisions = `
create table promotion.approvals (
  id bigint generated always as identity primary key,
  plan bigint not null references promotion.plans on delete cascade,
  pipeline text not null,
  edge text not null,
  digest text not null,
  by text not null,
  issuer text,
  subject text,
  at timestamptz not null,
  expires timestamptz,
  reason text,
  document text not null,
  unique (plan, digest)
);
create index approvals_by on promotion.approvals (by, plan);
create table promotion.revocations (
  id bigint generated always as identity primary key,
  approval bigint not null references promotion.approvals on delete cascade,
  by text not null,
  issuer text,
  subject text,
  at timestamptz not null,
  why text not null,
  document text not null
);
create index revocations_approval on promotion.revocations (approval);
create table promotion.refusals (
  id bigint generated always as identity primary key,
  plan bigint not null references promotion.plans on delete cascade,
  by text not null,
  issuer text,
  subject text,
  at timestamptz not null,
  why text not null
);
create index refusals_plan on promotion.refusals (plan);
create index refusals_by on promotion.refusals (by, plan);
create table promotion.waivers (
  id bigint generated always as identity primary key,
  pipeline text not null,
  digest text not null,
  waives text not null,
  owner text not null,
  approver text,
  reason text not null,
  granted timestamptz,
  expires timestamptz not null,
  document text not null,
  given_by text not null,
  issuer text,
  subject text,
  given_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  unique (pipeline, digest)
);
create index waivers_expires on promotion.waivers (pipeline, expires);
`

const runs = `
create table promotion.runs (
  id bigint generated always as identity primary key,
  plan bigint references promotion.plans on delete cascade,
  kind text not null check (kind in ('apply', 'rollback')),
  pipeline text not null,
  edge text not null,
  fence bigint not null,
  worker uuid not null,
  requested_by text,
  why text,
  started_at timestamptz not null,
  finished_at timestamptz,
  wake_at timestamptz,
  lease_until timestamptz,
  attempts integer not null default 0,
  outcome text,
  progress jsonb,
  error text,
  report text
);
create index runs_plan on promotion.runs (plan, id);
create index runs_requested_by on promotion.runs (requested_by, id);
create index runs_newest on promotion.runs (pipeline, id desc);
create index runs_open on promotion.runs (started_at) where finished_at is null;
create table promotion.run_events (
  run bigint not null references promotion.runs on delete cascade,
  seq integer not null,
  at timestamptz not null,
  type text not null,
  document text not null,
  primary key (run, seq)
);
create table promotion.ledger (
  pipeline text not null,
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  digest text not null,
  plan text,
  entry text not null,
  primary key (pipeline, seq)
);
create index ledger_plan on promotion.ledger (plan);
`

/* A package has one row for all stages, with the values of its holdings and verdicts in arrays, so that pages can filter a hundred thousand packages. */
const holdings = `
create table promotion.packages (
  id bigint generated always as identity primary key,
  pipeline text not null,
  identity text not null,
  format text not null,
  name text not null,
  folded text not null,
  version text not null,
  label text not null,
  document text not null,
  stages text[] not null default '{}',
  tags text[] not null default '{}',
  states text[] not null default '{}',
  gates text[] not null default '{}',
  changed_at timestamptz not null default now(),
  unique (pipeline, identity)
);
create index packages_name on promotion.packages (pipeline, folded collate "C", version collate "C", id) where states <> '{}';
create index packages_format on promotion.packages (pipeline, format collate "C", folded collate "C", version collate "C", id) where states <> '{}';
create index packages_changed on promotion.packages (pipeline, changed_at desc, id);
create index packages_stages on promotion.packages using gin (stages);
create index packages_tags on promotion.packages using gin (tags);
create index packages_states on promotion.packages using gin (states);
create index packages_gates on promotion.packages using gin (gates);
create table promotion.holdings (
  pipeline text not null,
  stage text not null,
  slug_perm text not null,
  package bigint not null references promotion.packages on delete cascade,
  sha256 text,
  size bigint,
  state text not null,
  tags text[] not null default '{}',
  scan text,
  severity text,
  findings integer,
  licence text,
  uploaded_at timestamptz,
  seen_at timestamptz not null,
  primary key (pipeline, stage, slug_perm)
);
create index holdings_package on promotion.holdings (package);
create index holdings_states on promotion.holdings (pipeline, stage, state);
create index holdings_slug on promotion.holdings (slug_perm);
create table promotion.verdicts (
  edge text not null,
  slug_perm text not null,
  package bigint not null references promotion.packages on delete cascade,
  outcome text not null,
  reasons text[] not null default '{}',
  gates text[] not null default '{}',
  may_waive text[] not null default '{}',
  until timestamptz,
  plan bigint references promotion.plans on delete set null,
  judged_at timestamptz not null,
  primary key (edge, slug_perm)
);
create index verdicts_package on promotion.verdicts (package);
create index verdicts_held on promotion.verdicts (edge, outcome) where outcome in ('needs approval', 'blocked', 'waiting', 'conflict');
create index verdicts_held_fast on promotion.verdicts (judged_at desc) where outcome in ('blocked', 'conflict');
create table promotion.arrivals (
  pipeline text not null,
  stage text not null,
  slug_perm text not null,
  package bigint not null references promotion.packages on delete cascade,
  edge text not null,
  plan bigint references promotion.plans on delete set null,
  arrived_at timestamptz not null,
  left_for timestamptz not null,
  primary key (pipeline, stage, slug_perm)
);
create index arrivals_at on promotion.arrivals (pipeline, arrived_at desc);
create index arrivals_package on promotion.arrivals (package);
create table promotion.lead_times (
  pipeline text not null,
  edge text not null,
  day date not null,
  took integer[] not null,
  primary key (pipeline, day, edge)
);
create table promotion.samples (
  pipeline text not null,
  stage text not null,
  name text not null,
  at timestamptz not null,
  value double precision not null,
  primary key (pipeline, name, at, stage)
);
create table promotion.assessments (
  pipeline text not null,
  kind text not null,
  about text not null,
  made_at timestamptz not null,
  problems integer not null,
  document text not null,
  primary key (pipeline, kind, about)
);
`

const people = `
create table promotion.tasks (
  id bigint generated always as identity primary key,
  key text not null,
  kind text not null,
  pipeline text,
  edge text,
  plan bigint references promotion.plans on delete cascade,
  run bigint references promotion.runs on delete cascade,
  title text not null,
  detail text not null,
  times integer not null default 1,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  note text
);
create unique index tasks_open on promotion.tasks (key) where closed_at is null;
create index tasks_newest on promotion.tasks (id desc);
create table promotion.people (
  id bigint generated always as identity primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  login text,
  address text,
  groups text[] not null default '{}',
  role text not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  unique (issuer, subject)
);
create table promotion.tokens (
  id bigint generated always as identity primary key,
  name text not null,
  hash bytea not null unique,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
create table promotion.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  by text not null,
  issuer text,
  subject text,
  action text not null,
  about text not null,
  detail jsonb not null default '{}'
);
create index audit_about on promotion.audit (about, id desc);
create table promotion.notifications (
  id bigint generated always as identity primary key,
  key text not null unique,
  channel text not null,
  event text not null,
  payload text not null,
  state text not null default 'due' check (state in ('due', 'sent', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  last_error text,
  remote text
);
create index notifications_due on promotion.notifications (next_at) where state = 'due';
`

const machines = `
create table promotion.budgets (
  credential text primary key,
  allowed integer,
  remaining integer,
  resets_at timestamptz,
  held_until timestamptz
);
create table promotion.workers (
  id uuid primary key,
  name text not null,
  host text not null,
  pid integer not null,
  version text not null,
  roles text[] not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now(),
  stopped_at timestamptz,
  rss bigint
);
create index workers_beat on promotion.workers (beat_at desc);
`

/** The initial tables. */
export const first: Migration = {
  version: 1,
  name: 'first',
  statements: [deliveries, edges, plans, decisions, runs, holdings, people, machines].join('\n'),
}
