import type { KeysAnswer, StateAnswer } from '../../src/control/answers.ts'
import { world } from '../api.ts'
import { Choice } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Problem, Section, View } from '../outline.tsx'
import { type Column, Table } from '../table.tsx'
import { Badge, Copy, Snippet, Text } from '../text.tsx'
import { useRoute } from '../use-route.ts'
import { RepositoryLink } from './parts.tsx'
import { snippets } from './snippets.ts'

type Key = KeysAnswer['keys'][number]
type Token = KeysAnswer['tokens'][number]

const keyColumns: readonly Column<Key>[] = [
  {
    title: 'Account',
    cell: ({ account, workspace }) => (
      <strong>
        <Text of={`${workspace}/${account}`} />
      </strong>
    ),
    style: 'name',
  },
  { title: 'Role', cell: ({ role, privilege }) => rightsOf(role, privilege) },
  { title: 'Kind', cell: ({ kind }) => kind, style: 'tight wide' },
  { title: 'Key', cell: ({ key, account }) => <Secret value={key} name={`key of ${account}`} /> },
]

const rightsOf = (role: string, privilege: string) => (role === 'Owner' || role === 'Manager' ? role : `${role}, ${privilege}`)

const tokenColumns: readonly Column<Token>[] = [
  {
    title: 'Entitlement',
    cell: ({ name, active }) => (
      <>
        <strong>
          <Text of={name} />
        </strong>{' '}
        {!active && <Badge kind="warn">inactive</Badge>}
      </>
    ),
    style: 'name',
  },
  { title: 'Repository', cell: ({ place }) => <RepositoryLink place={place} />, style: 'tight' },
  { title: 'Token', cell: ({ token, name }) => <Secret value={token} name={`token ${name}`} /> },
]

function Secret({ value, name }: { value: string; name: string }) {
  return (
    <span class="secret">
      <code>
        <Text of={value} />
      </code>{' '}
      <Copy text={value} name={name} />
    </span>
  )
}

/** API keys and tokens, and snippets for programs that use them. */
export function Keys({ state }: { state: StateAnswer | undefined }) {
  const { query } = useRoute()
  const { data, error } = useLive<KeysAnswer>('keys')
  const [first] = data?.keys ?? []
  const chosen = data?.keys.find(({ key }) => key === query.get('for')) ?? first
  return (
    <View title="Keys and snippets">
      <Problem error={error} />
      <Section title="API keys">
        <Table
          name="API keys"
          columns={keyColumns}
          rows={data?.keys}
          keyOf={({ key, workspace }) => `${workspace} ${key}`}
          empty="There are none."
        />
      </Section>
      {data && data.tokens.length > 0 && (
        <Section title="Entitlement tokens">
          <p class="faint">They give access to the downloads of a repository, and to nothing else.</p>
          <Table
            name="Entitlement tokens"
            columns={tokenColumns}
            rows={data.tokens}
            keyOf={({ token, place }) => `${place} ${token}`}
            empty=""
          />
        </Section>
      )}
      {state && chosen && (
        <Section
          title="Snippets"
          aside={
            <Choice
              name="for"
              label="With the key of"
              options={[
                ['', `${first?.workspace}/${first?.account}`],
                ...(data?.keys.slice(1).map(({ key, workspace, account }) => [key, `${workspace}/${account}`] as const) ?? []),
              ]}
            />
          }
        >
          {snippets({ origin: state.origin, key: chosen.key, workspace: chosen.workspace, world }).map(({ name, text }) => (
            <div key={name}>
              <h3>{name}</h3>
              <Snippet text={text} name={name} />
            </div>
          ))}
        </Section>
      )}
    </View>
  )
}
