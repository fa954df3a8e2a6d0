import type { RequestDetailAnswer, RequestsAnswer } from '../../src/control/answers.ts'
import { useLive } from '../live.ts'
import { Facts, Problem, Section, View } from '../outline.tsx'
import { linkTo } from '../route.ts'
import { Body, Code, Headers, Text, Time } from '../text.tsx'
import { duration } from '../words.ts'
import { Status } from './parts.tsx'
import { Remarks } from './requests.tsx'

/** A request and its response, with headers and bodies. */
export function RequestDetail({ id }: { id: string }) {
  const { data, error } = useLive<RequestDetailAnswer>(`requests/${encodeURIComponent(id)}`)
  if (data === undefined) return <Missing error={error} />
  const { request, exchange } = data
  return (
    <View title={`Request ${id}`} aside={<Neighbours id={request.id} />}>
      <Problem error={error} />
      <p class="address lead">
        <strong>{request.method}</strong> <Text of={request.url} most={4000} />
      </p>
      <Remarks row={request} />
      <Facts
        facts={[
          ['Status', <Status key="status" status={request.status} />],
          ['Took', duration(request.duration)],
          ['Operation', request.operation && <OperationLink operation={request.operation} />],
          ['User', request.user === null ? 'anonymous' : <Text key="user" of={request.user} />],
          ['At', <Time key="at" at={request.at} />],
        ]}
      />
      {request.error !== null && <Code text={request.error} name="Error in the emulator" />}
      {exchange === null ? (
        <p class="faint">Headers and bodies are stored only for the latest 500 requests: this one is older.</p>
      ) : (
        <div class="pair">
          <Section title="Request">
            <Headers headers={exchange.requestHeaders} />
            <Body body={exchange.requestBody} name="Request body" />
          </Section>
          <Section title="Answer">
            {exchange.answerHeaders === null ? (
              <p class="faint">None, or not yet.</p>
            ) : (
              <>
                <Headers headers={exchange.answerHeaders} />
                <Body body={exchange.answerBody} name="Response body" />
              </>
            )}
          </Section>
        </div>
      )}
    </View>
  )
}

function Missing({ error }: { error: string | undefined }) {
  return <View title="Request">{error === undefined ? <p class="faint">Loading…</p> : <Problem error={error} />}</View>
}

function OperationLink({ operation }: { operation: string }) {
  return (
    <a href={linkTo(['requests'], { operation })}>
      <code>{operation}</code>
    </a>
  )
}

function Neighbours({ id }: { id: number }) {
  const { data } = useLive<RequestsAnswer>('requests?limit=1')
  const latest = data?.requests[0]?.id ?? id
  return (
    <nav class="pager" aria-label="Other requests">
      <a class="button" href={linkTo(['requests'])}>
        All requests
      </a>
      {id > 1 && (
        <a class="button" rel="prev" href={linkTo(['requests', String(id - 1)])}>
          Earlier
        </a>
      )}
      {id < latest && (
        <a class="button" rel="next" href={linkTo(['requests', String(id + 1)])}>
          Later
        </a>
      )}
    </nav>
  )
}
