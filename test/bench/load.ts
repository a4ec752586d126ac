/** The client of the bench: keep-alive connections in this process, each asking again as soon as it has its answer. */
import { readFileSync } from 'node:fs'
import { Pool } from 'undici'

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Target {
  readonly name: string
  readonly url: string
  /** The process whose CPU time is counted. */
  readonly pid: number
  /** Asked in turn. */
  readonly questions: readonly Question[]
}

export interface Certificates {
  /** Paths of PEM files. */
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** One round against one target. */
export interface Round {
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
function cpu_ms(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / clock_ticks_per_s
}

/** Facets in an answer, GraphQL's or REST's. */
function facetsIn(text: string): number {
  const { data, dossier } = JSON.parse(text) as Record<'data' | 'dossier', { dossier?: unknown; facets?: unknown }>
  const { facets } = (data?.dossier ?? dossier ?? {}) as { facets?: readonly unknown[] }
  return facets?.length ?? 0
}

/**
 * Keeps `connections` open to `target` between rounds. A round rejects on any answer that is not 200 with both facets, or not as long
 * as the first to its question: no refusal and no answer without its sources is ever counted.
 */
export function clientOf(target: Target, certificates: Certificates, connections: number): Client {
  const [ca, cert, key] = [certificates.ca, certificates.cert, certificates.key].map((path) =>
    readFileSync(path, 'utf8'),
  )
  const pool = new Pool(target.url, { connections, pipelining: 1, connect: { ca: ca!, cert: cert!, key: key! } })
  const lengths = new Map<Question, number>()
  let asked = 0
  const ask = async () => {
    const question = target.questions[asked++ % target.questions.length]!
    const { method, path, headers, body = null } = question
    const answer = await pool.request({ method, path, headers: { ...headers }, body })
    const text = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`${target.name} answered ${answer.statusCode}: ${text}`)
    const length = lengths.get(question) ?? (facetsIn(text) === 2 ? text.length : 0)
    if (text.length !== length) throw new Error(`${target.name} gave no whole answer: ${text}`)
    lengths.set(question, length)
  }
  return {
    async round(duration_ms) {
      const before_ms = cpu_ms(target.pid)
      const begin_ms = performance.now()
      let count = 0
      const loop = async () => {
        for (; performance.now() - begin_ms < duration_ms; count++) await ask()
      }
      await Promise.all(Array.from({ length: connections }, loop))
      const took_ms = performance.now() - begin_ms
      const used_ms = before_ms === undefined ? undefined : cpu_ms(target.pid)! - before_ms
      return { ops_per_s: (count * 1000) / took_ms, cpu_ms_per_op: used_ms === undefined ? undefined : used_ms / count }
    },
    close: () => pool.close(),
  }
}
