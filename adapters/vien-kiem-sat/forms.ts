/** Which list of forms was in force: the numbers of the procuracy's forms mean other papers before Thông tư 03/2026/TT-VKSTC. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Coded } from '../../schemas/generated/types.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

const validFrom: ReadonlyMap<string, string> = new Map(
  codeSystem('forms').codes.map(({ code, validFrom: day }) => [code, day]),
)

/**
 * Leaves out the form of every entity of `list` whose day (`dayOf`, which may be a month or a year) lies before the form was issued: its number is one of
 * an earlier list. With a finding and the absence reason `unknown`. Where it can't be told whether it does, the form stands.
 */
export function checkForms<T extends { readonly form?: Coded }>(
  reading: Reading,
  list: string,
  entities: readonly T[],
  dayOf: (entity: T) => string | undefined,
): void {
  for (const [i, entity] of entities.entries()) {
    const day = dayOf(entity)?.slice(0, 10)
    const from = entity.form && validFrom.get(entity.form.code)
    const source = reading.sources.get(entity)
    const node = source && member(source, 'mau')
    if (day === undefined || from === undefined || node === undefined || day >= from.slice(0, day.length)) continue
    const target = `/${list}/${i}/form`
    const expected = `a form of the list in force on that day: these numbers are of the list from ${from} on`
    reading.findings.push(findingAt(node, { code: 'code-not-in-force', effect: 'degraded', target, expected }))
    noteAbsent(reading, target, 'unknown')
    delete (entity as { form?: Coded }).form
  }
}
