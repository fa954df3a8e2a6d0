import { useEffect, useState } from 'preact/hooks'
import { call } from './api.ts'

/** What the OpenAPI document of the control API says of a switch. */
export interface SwitchDescription {
  readonly description: string
  readonly default: string | number | boolean
  readonly type?: string
  readonly enum?: readonly (string | number)[]
}

/** What the page reads of that document. */
export interface Description {
  readonly switches: Readonly<Record<string, SwitchDescription>>
  /** The ids of all operations of the API. */
  readonly operations: readonly string[]
}

interface Document {
  readonly components: {
    readonly schemas: {
      readonly switchesBody: { readonly properties: Description['switches'] }
      readonly latencyBody: { readonly properties: { readonly operation: { readonly enum: readonly string[] } } }
    }
  }
}

let read: Promise<Description> | undefined

async function readDescription(): Promise<Description> {
  const { components } = await call<Document>('openapi.json')
  const { switchesBody, latencyBody } = components.schemas
  return { switches: switchesBody.properties, operations: latencyBody.properties.operation.enum }
}

/** What the control API says of itself; undefined until it is read. */
export function useDescription(): Description | undefined {
  const [description, setDescription] = useState<Description>()
  useEffect(() => {
    read ??= readDescription()
    read.then(setDescription, () => {
      read = undefined
    })
  }, [])
  return description
}
