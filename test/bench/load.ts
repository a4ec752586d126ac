/** The client of the bench: keep-alive connections in this process, each asking again as soon as it has its answer. */
import { readFileSync } from 'node:fs'
import { Pool } from 'undici'

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Certificates {
  /** Paths of PEM files. */
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** One client of a target. */
export interface Asker {
  readonly certificates: Certificates
  /** Asked in turn. */
  readonly questions: readonly Question[]
  /** Whether an answer of status 200 has all that it should. */
  readonly whole: (text: string) => boolean
}

export interface Target {
  readonly name: string
  readonly url: string
  /** The process whose CPU time is counted. */
  readonly pid: number | undefined
  /** They share the connections. */
  readonly askers: readonly [Asker, ...Asker[]]
}

/** One round against one target. */
export interface Round {
  readonly requests: number
  readonly ops_per_s: number
  /** User and system time of the target's process, all threads; undefined where the system does not tell. */
  readonly cpu_ms_per_op: number | undefined
}

export interface Client {
  round(duration_ms: number): Promise<Round>
  close(): Promise<void>
}

const clock_ticks_per_s = 100

/** CPU time of a process in milliseconds, to 10 ms (proc_pid_stat(5)); undefined on systems without /proc. */
function cpu_ms(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / clock_ticks_per_s
}

interface Answered {
  readonly facets?: readonly unknown[]
}

/** Whether an answer, GraphQL's or REST's, is a dossier with `count` facets. */
export const hasFacets =
  (count: number) =>
  (text: string): boolean => {
    const { data, dossier } = JSON.parse(text) as { data?: { dossier?: Answered }; dossier?: Answered }
    return (data?.dossier ?? dossier)?.facets?.length === count
  }

/** Whether an answer, GraphQL's or REST's, is a list of `count` dossiers. */
export const hasRows =
  (count: number) =>
  (text: string): boolean => {
    const { data, dossiers } = JSON.parse(text) as {
      data?: { dossiers?: { nodes: readonly unknown[] } }
      dossiers?: readonly unknown[]
    }
    return (data?.dossiers?.nodes ?? dossiers)?.length === count
  }

/** Asks `target` as one of its clients, one question after the other; the promise rejects on an answer that is not whole. */
function askAs({ certificates, questions, whole }: Asker, { name, url }: Target, connections: number) {
  const [ca, cert, key] = [certificates.ca, certificates.cert, certificates.key].map((path) =>
    readFileSync(path, 'utf8'),
  )
  // A source's certificate names its system, not its address.
  const connect = { ca: ca!, cert: cert!, key: key!, checkServerIdentity: () => undefined }
  const pool = new Pool(url, { connections, pipelining: 1, connect })
  const lengths = new Map<Question, number>()
  let asked = 0
  const ask = async () => {
    const question = questions[asked++ % questions.length]!
    const { method, path, headers, body = null } = question
    const answer = await pool.request({ method, path, headers: { ...headers }, body })
    const text = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`${name} answered ${answer.statusCode}: ${text}`)
    const length = lengths.get(question) ?? (whole(text) ? text.length : 0)
    if (text.length !== length) throw new Error(`${name} gave no whole answer: ${text}`)
    lengths.set(question, length)
  }
  return { ask, close: () => pool.close() }
}

/**
 * Keeps `connections` open to `target` between rounds. A round rejects on any answer that is not 200 and whole, or not as long as the
 * first to its question: no refusal and no answer without its sources is ever counted.
 */
export function clientOf(target: Target, connections: number): Client {
  const each = Math.max(1, Math.floor(connections / target.askers.length))
  const askers = target.askers.map((asker) => askAs(asker, target, each))
  return {
    async round(duration_ms) {
      const before_ms = cpu_ms(target.pid)
      const begin_ms = performance.now()
      let count = 0
      const loop = async (ask: () => Promise<void>) => {
        for (; performance.now() - begin_ms < duration_ms; count++) await ask()
      }
      await Promise.all(askers.flatMap(({ ask }) => Array.from({ length: each }, () => loop(ask))))
      const took_ms = performance.now() - begin_ms
      const used_ms = before_ms === undefined ? undefined : cpu_ms(target.pid)! - before_ms
      const cpu_ms_per_op = used_ms === undefined ? undefined : used_ms / count
      return { requests: count, ops_per_s: (count * 1000) / took_ms, cpu_ms_per_op }
    },
    async close() {
      await Promise.all(askers.map(({ close }) => close()))
    },
  }
}
