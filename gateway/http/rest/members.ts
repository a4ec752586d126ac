/** Reads the members of JSON that an act came in, and of a query. All throw GatewayError `parameter-invalid`, which names the one that is wrong. */
import { parameterInvalid } from '../../errors/problem.ts'

type Members = Readonly<Record<string, unknown>>

/** The object with exactly these members. `name`: that it has in what it stands in. */
export function membersOf(value: unknown, names: readonly string[], name?: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw parameterInvalid(name)
  const given = Object.keys(value)
  const odd = names.find((one) => !given.includes(one)) ?? given.find((one) => !names.includes(one))
  if (odd !== undefined) throw parameterInvalid(odd)
  return value as Members
}

/** A text of one line or more that says something. */
export function textOf(value: unknown, chars_max: number, name: string): string {
  const fits = typeof value === 'string' && value.length <= chars_max && value.trim() !== '' && value.isWellFormed()
  if (!fits || /[^\P{Cc}\n]/u.test(value)) throw parameterInvalid(name)
  return value
}

/** A query of no more than `parameters`, each once and in its form. */
export function queryOf(
  query: unknown,
  parameters: Readonly<Record<string, (text: string) => boolean>>,
): Readonly<Record<string, string | undefined>> {
  for (const [name, value] of Object.entries(query as object))
    if (!Object.hasOwn(parameters, name) || typeof value !== 'string' || !parameters[name]!(value))
      throw parameterInvalid(name)
  return query as Readonly<Record<string, string | undefined>>
}

/** Nothing stands after the path. */
export const requireNoQuery = (query: unknown): void => void queryOf(query, {})

/** A calendar date of this millennium or the last. Throws GatewayError `parameter-invalid`. */
export function dateOf(value: unknown, name: string): string {
  const day = typeof value === 'string' && /^[12]\d{3}-\d{2}-\d{2}$/.test(value) ? new Date(value) : undefined
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) throw parameterInvalid(name)
  return value as string
}
