import { type ParseArgsConfig, parseArgs } from 'node:util'

export interface Command {
  readonly usage: string
  readonly title: { readonly vi: string; readonly en: string }
  /** Exit code: 0 done, 1 the answer is no, 2 wrong use, another where its usage tells of it; what a gateway refused ends as `exitCodes` says. Throws Usage for wrong use. */
  run(args: readonly string[]): Promise<number>
}

/** The command was called wrongly; the message says how. */
export class Usage extends Error {}

/** One dash begins no option of ours, but one key identifier in 64: `--distrust -tz6u` is what parseArgs calls `--distrust=-tz6u`. */
function joined(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>): string[] {
  const result: string[] = []
  for (const arg of args) {
    const option = result.at(-1)
    const given = option?.startsWith('--') && options[option.slice(2)]?.type === 'string' && /^-[^-]/.test(arg)
    if (given) result[result.length - 1] = `${option}=${arg}`
    else result.push(arg)
  }
  return result
}

/** node:util's parseArgs, strict; its complaints become Usage. */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  positionals_max = 0,
) {
  try {
    const result = parseArgs({ args: joined(args, options), options, strict: true, allowPositionals: true })
    if (result.positionals.length > positionals_max)
      throw new Usage(`thừa tham số · unexpected argument: ${result.positionals[positionals_max]}`)
    return result
  } catch (error) {
    throw error instanceof Usage ? error : new Usage(`tham số sai · wrong arguments: ${(error as Error).message}`)
  }
}

/** A required option. */
export function needed(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new Usage(`thiếu · missing: --${name}`)
  return value
}
