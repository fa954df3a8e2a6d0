import { useEffect, useState } from 'preact/hooks'
import { call } from './api.ts'

/** The description of a switch in the control API's OpenAPI document. */
export interface SwitchDescription {
  readonly description: string
  readonly default: string | number | boolean
  readonly type?: string
  readonly enum?: readonly (string | number)[]
}

/** The parts of the OpenAPI document that the page uses. */
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

/** The control API's OpenAPI document; undefined until it is loaded. */
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
