/** Which list of forms was in force: the numbers of the procuracy's forms mean other papers before Thông tư 03/2026/TT-VKSTC. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Coded } from '../../schemas/generated/types.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

const validFrom: ReadonlyMap<string, string> = new Map(
  codeSystem('forms').codes.map(({ code, validFrom: day }) => [code, day]),
)

/** Whether a form was certainly not in force on a day (which may be a month or a year, or have a time of day). False where it can't be told. */
export function isOutOfForce(form: Coded | undefined, day: unknown): boolean {
  const from = form && validFrom.get(form.code)
  if (from === undefined || typeof day !== 'string') return false
  const date = day.slice(0, 10)
  return date < from.slice(0, date.length)
}

type Formed = { form?: Coded; readonly [name: string]: unknown }

/**
 * Leaves out the form of every entity of `list` that was not in force on its day, the value of its member `formOn`: the number is one of
 * an earlier list. With a finding and the absence reason `unknown`.
 */
export function checkForms(reading: Reading, list: string, entities: readonly object[], formOn: string): void {
  for (const [i, entity] of (entities as readonly Formed[]).entries()) {
    if (!isOutOfForce(entity.form, entity[formOn])) continue
    const source = reading.sources.get(entity)
    const target = `/${list}/${i}/form`
    const expected = `a form of the list in force on that day: these numbers are of the list from ${validFrom.get(entity.form!.code)} on`
    const node = source && member(source, 'mau')
    if (node)
      reading.findings.push(findingAt(node, { code: 'code-not-in-force', effect: 'degraded', target, expected }))
    noteAbsent(reading, target, 'unknown')
    delete entity.form
  }
}
