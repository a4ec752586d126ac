/** What the processes that generate data tell each other (generate.ts starts one native-files.ts per agency). */
import type { Setting } from './world.ts'

/** Which data are to be generated: one JSON object as the only argument of the process. */
export interface Order extends Setting {
  /** Matters in the world. */
  readonly dossiers: number
  /** The folder; of an agency's process it has `<agency>/` and `oracle/` already. */
  readonly out: string
}

export type Counts = Record<string, number>

export const count = (counts: Counts, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

/** In the order of the keys, so that it does not tell who came first. */
export const inOrder = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))

/** A file of lines, by its path in the folder. */
export interface Listed {
  readonly file: string
  readonly lines: number
  readonly sha256: string
}

/** What an agency's process wrote. */
export interface Written {
  readonly dossiers: number
  readonly files: number
  readonly bytes: number
  readonly stages: Counts
  readonly kinds: Counts
  /** Name of the story -> key of the dossier. */
  readonly stories: Readonly<Record<string, string>>
  /** Clocks that are overdue, by rule. */
  readonly overdue: Counts
  readonly oracle: Listed
  /** SHA-256 of each native file, as `sha256sum` writes and checks it. */
  readonly sums: Listed
}

/** A line that an agency's process prints: how many matters it has gone through, or at the end what it wrote. */
export type Told = { readonly done: number } | { readonly written: Written }

/** Matters between two looks at whether anybody still waits for the result. */
export const MATTERS_PER_TURN = 200

/** Ends this process as soon as the one that started it is gone (standard input closes). Gives how to stop watching. */
export function endWithParent(): () => void {
  process.stdin.once('end', () => process.exit(1)).resume()
  return () => process.stdin.destroy()
}

/** Says in one line what the system refused, and fails; throws any other error again: it is a fault of the made-up world. */
export function failed(error: unknown, agency?: string): void {
  if ((error as NodeJS.ErrnoException).code === undefined) throw error
  const who = agency === undefined ? '' : `${agency}: `
  process.stderr.write(`${who}không ghi được · can't write: ${(error as Error).message}\n`)
  process.exitCode = 1
}
