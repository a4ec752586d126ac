/** The operator's log: one JSON object a line on standard error. Codes, names and counts; never content, secrets or identities. */
import type { LogLevel } from './config/config.ts'
import { timestamp } from './telemetry/clock.ts'

const ranks: Record<LogLevel, number> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: 100 }

export type OperatorLog = (
  level: Exclude<LogLevel, 'silent'>,
  event: string,
  facts?: Readonly<Record<string, unknown>>,
) => void

export const operatorLog =
  (least: LogLevel, write: (line: string) => void = (line) => process.stderr.write(line)): OperatorLog =>
  (level, event, facts = {}) => {
    if (ranks[level] >= ranks[least]) write(`${JSON.stringify({ at: timestamp(), level, event, ...facts })}\n`)
  }

/** What may be told of an error: class, code and place, not its message, which may repeat what it was given. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code } = error as { code?: unknown }
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*\/(gateway|node_modules|adapters|schemas)\//, '($1/'))
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    ...(at && { at_stack: at }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}
