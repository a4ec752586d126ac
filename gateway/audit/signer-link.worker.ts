/** Holds the socket to a log's signer: one request at a time, a new connection when the last one broke. */
import { connect, type Socket } from 'node:net'
import { type MessagePort, workerData } from 'node:worker_threads'
import { limits } from '../limits.ts'
import { systemText } from './refusal.ts'
import { type FromSigner, lines, type ToSigner } from './signer-lines.ts'

export interface LinkData {
  readonly path: string
  readonly port: MessagePort
  /** Set to 1 and notified when there is an answer. */
  readonly answered: Int32Array
}

export type ToLink = { readonly id: number; readonly text?: string; readonly published: boolean }

export type FromLink =
  | { readonly id: number; readonly kind: 'keys'; readonly verifierKeys: readonly [string, string?] }
  | { readonly id: number; readonly kind: 'signed'; readonly lines: string }
  | { readonly id: number; readonly kind: 'failed'; readonly why: string }

const { path, answered, port } = workerData as LinkData

interface Connection {
  readonly socket: Socket
  readonly keys: Extract<FromSigner, { kind: 'keys' }>
}

let connection: Connection | undefined
/** Takes the signer's next line; rejected when the connection ends. */
let waiting: PromiseWithResolvers<FromSigner> | undefined

function nextLine(): Promise<FromSigner> {
  waiting = Promise.withResolvers()
  return waiting.promise
}

async function connected(): Promise<Connection> {
  if (connection) return connection
  const line = nextLine()
  const socket = connect(path)
  socket.unref()
  const end = (why: string) => {
    connection = undefined
    socket.destroy()
    waiting?.reject(new Error(why))
  }
  const take = (text: string) => {
    try {
      waiting?.resolve(JSON.parse(text))
    } catch {
      end('it speaks no JSON')
    }
  }
  socket.on(
    'data',
    lines(limits.signer.line_bytes_max, take, () => end('its line is too long')),
  )
  socket.on('error', (error) => end(systemText(error)))
  socket.on('close', () => end('it ended the connection'))
  const keys = await line
  if (keys.kind !== 'keys') throw new Error('it does not tell its keys')
  connection = { socket, keys }
  return connection
}

async function answerTo({ id, text, published }: ToLink): Promise<FromLink> {
  try {
    const { socket, keys } = await connected()
    if (text === undefined) {
      const [own = '', mlDsa] = keys.verifierKeys
      return { id, kind: 'keys', verifierKeys: mlDsa === undefined ? [own] : [own, mlDsa] }
    }
    const line = nextLine()
    socket.write(`${JSON.stringify({ id, text, published } satisfies ToSigner)}\n`)
    const answer = await line
    if (answer.kind === 'signed' && answer.id === id) return { id, kind: 'signed', lines: answer.lines }
    return { id, kind: 'failed', why: answer.kind === 'refused' ? answer.why : 'it answers something else' }
  } catch (error) {
    connection?.socket.destroy()
    connection = undefined
    return { id, kind: 'failed', why: (error as Error).message }
  }
}

let turn: Promise<void> = Promise.resolve()
port.on('message', (request: ToLink) => {
  turn = turn.then(async () => {
    port.postMessage(await answerTo(request))
    Atomics.store(answered, 0, 1)
    Atomics.notify(answered, 0)
  })
})
