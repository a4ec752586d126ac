/** Load from the systems of all agencies at once: dossiers, lists, GraphQL and tokens, again and again until it is ended. */
import type { Random } from '../../../adapters/sandbox/random.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { type AgencyClient, agencyClient, type Reply } from '../client.ts'
import type { Reader } from '../readers.ts'

export interface Answer {
  readonly reader: Reader
  /** As the log calls it. */
  readonly operation: string
  /** The one that was asked for, when it was one. */
  readonly dossier?: string
  readonly reply: Reply
}

export interface Load {
  /** Resolves right with the last of `count` more answers; rejects when a request failed that should not have. Once at a time. */
  more(count: number): Promise<void>
  /** From now on requests may fail, and no new ones begin. */
  ending(): void
  /** Resolves when every request has ended one way or the other. */
  ended(): Promise<void>
}

const connections_per_reader = 3

type Ask = (client: AgencyClient, token: string, dossier: string, reader: Reader) => Promise<Reply>

const query = (id: string) =>
  `{ dossier(id: "${id}") { id facets { agency report { summary } reporters { fullName } } } }`

/** Dossiers are asked for most: they are what touches every part. */
const asks: readonly { readonly operation: string; readonly one?: true; readonly ask: Ask }[] = [
  { operation: 'dossier:read', one: true, ask: (client, token, id) => client.get(`/v1/dossiers/${id}`, token) },
  { operation: 'dossier:read', one: true, ask: (client, token, id) => client.get(`/v1/dossiers/${id}`, token) },
  { operation: 'graphql', one: true, ask: (client, token, id) => client.graphql(query(id), token) },
  { operation: 'dossier:list', ask: (client, token) => client.get('/v1/dossiers?first=20', token) },
  { operation: 'token', ask: (client, _token, id, reader) => client.token({ ...reader, dossiers: [id] }) },
]

/** One dossier, read with a connection and a token of its own. */
export async function readOnce(run: RunFile, reader: Reader, dossier: string): Promise<Answer> {
  const client = agencyClient(run, reader.system)
  try {
    const token = await client.bearer({ ...reader, dossiers: [dossier] })
    return { reader, operation: 'dossier:read', dossier, reply: await client.get(`/v1/dossiers/${dossier}`, token) }
  } finally {
    client.close()
  }
}

/** Begins at once. Each answer that a client has whole is given to `onAnswer`. */
export function startLoad(
  run: RunFile,
  readers: readonly Reader[],
  dossiers: readonly string[],
  random: Random,
  onAnswer: (answer: Answer) => void,
): Load {
  let ending = false
  let count = 0
  let failure: unknown
  let waiting: ({ readonly enough: number } & PromiseWithResolvers<void>) | undefined
  const one = async (client: AgencyClient, token: string, reader: Reader) => {
    while (!ending) {
      const { operation, one, ask } = random.pick(asks)
      const dossier = random.pick(dossiers)
      const reply = await ask(client, token, dossier, reader).catch((error: unknown) => {
        if (!ending) throw error
      })
      if (!reply) return
      count++
      onAnswer({ reader, operation, ...(one && { dossier }), reply })
      if (waiting && count >= waiting.enough) waiting.resolve()
    }
  }
  const all = readers.map(async (reader) => {
    const client = agencyClient(run, reader.system)
    try {
      const token = await client.bearer({ ...reader, dossiers })
      await Promise.all(Array.from({ length: connections_per_reader }, () => one(client, token, reader)))
    } finally {
      client.close()
    }
  })
  const finished = Promise.all(all).catch((error: unknown) => {
    if (ending) return
    failure = error
    waiting?.reject(error)
  })
  return {
    async more(wanted) {
      if (failure !== undefined) throw failure
      waiting = { enough: count + wanted, ...Promise.withResolvers<void>() }
      await waiting.promise
    },
    ending: () => {
      ending = true
    },
    async ended() {
      ending = true
      await finished
      if (failure !== undefined) throw failure
    },
  }
}
