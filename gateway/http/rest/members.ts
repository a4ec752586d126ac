/** Reads the members of JSON that a person's act came in. */
import { GatewayError } from '../../errors/problem.ts'

type Members = Readonly<Record<string, unknown>>

/** The object with exactly these members. Throws GatewayError `parameter-invalid`. */
export function membersOf(value: unknown, names: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new GatewayError('parameter-invalid')
  const given = Object.keys(value)
  if (given.length !== names.length || !names.every((name) => given.includes(name)))
    throw new GatewayError('parameter-invalid')
  return value as Members
}

/** A text of one line or more that says something. Throws GatewayError `parameter-invalid`. */
export function textOf(value: unknown, chars_max: number): string {
  const fits = typeof value === 'string' && value.length <= chars_max && value.trim() !== '' && value.isWellFormed()
  if (!fits || /[^\P{Cc}\n]/u.test(value)) throw new GatewayError('parameter-invalid')
  return value
}
