/** Reads the notebook's values; what is not understood is said without the value. */
import type { JsonNode, JsonObject } from '../../../../adapters/codecs/json.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import { type CodeListName, codeSystem } from '../../../../schemas/generated/codes.ts'
import type { Coded } from '../../../../schemas/generated/types.ts'
import type { Table } from './codes.ts'

/** Gives the value, or says by `problem` in words what was expected. */
export type Leaf<T> = (text: string) => T | { readonly problem: string }

export const isProblem = (of: unknown): of is { readonly problem: string } =>
  typeof of === 'object' && of !== null && 'problem' in of

export const text =
  (lengthMax: number): Leaf<string> =>
  (found) =>
    [...found].length <= lengthMax ? found : { problem: `at most ${lengthMax} characters` }

const DATE = /^(0[1-9]|[12]\d|3[01])\/(0[1-9]|1[0-2])\/([12]\d{3})$/

export const date: Leaf<string> = (found) => {
  const [, day, month, year] = DATE.exec(found) ?? []
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return day === undefined || Number(day) > last ? { problem: 'dd/MM/yyyy' } : `${year}-${month}-${day}`
}

export const instant: Leaf<string> = (found) => {
  const [, on = '', time] = /^(.{10}) ((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(found) ?? []
  const read = date(on)
  return time === undefined || isProblem(read) ? { problem: 'dd/MM/yyyy HH:mm' } : `${read}T${time}:00+07:00`
}

export const oneOf =
  <T>(table: Readonly<Record<string, T>>): Leaf<T> =>
  (found) =>
    Object.hasOwn(table, found) ? table[found]! : { problem: 'a code of the native list' }

export const coded =
  (list: CodeListName, table: Table): Leaf<Coded> =>
  (found) => {
    const code = oneOf(table)(found)
    const { system, version } = codeSystem(list)
    return typeof code === 'string' ? { system, code, version, native: found } : code
  }

export function findingAt(node: JsonNode, code: string, effect: Finding['effect'], expected: string): Finding {
  const { pointer, line, column, type } = node
  return { code, effect, pointer, line, column, expected, found: { type } }
}

/** The value of a member; undefined, with a finding of `effect`, when it is needed and missing, or not understood. */
export function read<T>(
  findings: Finding[],
  object: JsonObject,
  name: string,
  leaf: Leaf<T>,
  effect: Finding['effect'] | 'optional',
): T | undefined {
  const node = object.members.get(name)
  const weight = effect === 'optional' ? 'degraded' : effect
  if (node === undefined || (node.type === 'string' && node.value === '')) {
    if (effect !== 'optional') findings.push(findingAt(object, 'field-missing', weight, name))
    return undefined
  }
  const value = node.type === 'string' ? leaf(node.value) : { problem: 'text' }
  if (!isProblem(value)) return value
  findings.push(findingAt(node, 'value-invalid', weight, value.problem))
  return undefined
}
