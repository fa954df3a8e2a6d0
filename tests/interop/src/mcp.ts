import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A tool that a server of the Model Context Protocol offers. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly inputSchema: { readonly properties: Readonly<Record<string, unknown>>; readonly required?: readonly string[] }
}

/** What a tool answers. */
export interface ToolResult {
  readonly isError?: boolean
  readonly content: readonly { readonly type: string; readonly text: string }[]
}

/** A session with a server of the Model Context Protocol over its standard streams. */
export interface McpSession {
  /** How the server calls itself. */
  readonly server: { readonly name: string; readonly version: string }
  tools(): Promise<readonly Tool[]>
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolResult>
  /** Ends the session, and tells the exit code of the server. */
  close(): Promise<number | null>
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** Starts a server, and greets it. */
export async function openMcp(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<McpSession> {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const waiting = new Map<number, (message: Message) => void>()
  let complaints = ''
  child.stderr.on('data', (data) => {
    complaints += data
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Message
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })

  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  async function request<Result>(method: string, params: object): Promise<Result> {
    const id = waiting.size + 1
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve))
    send({ id, method, params })
    const gone = ended.then((code): Message => ({ error: { message: `the server ended with ${code}: ${complaints}` } }))
    const { result, error } = await Promise.race([answer, gone])
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result as Result
  }

  const clientInfo = { name: 'interop', version: '1' }
  const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo }
  const { serverInfo } = await request<{ serverInfo: McpSession['server'] }>('initialize', hello)
  send({ method: 'notifications/initialized' })
  return {
    server: serverInfo,
    tools: async () => (await request<{ tools: Tool[] }>('tools/list', {})).tools,
    call: (name, args) => request('tools/call', { name, arguments: args }),
    async close() {
      child.stdin.end()
      return ended
    },
  }
}
