/** The number by which the inspectorate knows a matter itself. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Identifier } from '../../schemas/generated/types.ts'

const { system: agencies, version } = codeSystem('agencies')
const assigner = { system: agencies, code: 'TTr', version } as const

export const ownNumber = (value: string): Identifier => ({
  system: 'thanh-tra:ket-luan',
  type: 'SO_HO_SO',
  value,
  assigner,
})

/** Whether it can stand as the record's own number: nothing is lost of it but what the agency's code is called elsewhere. */
export function isOwnNumber(of: unknown): boolean {
  const { system, type, assigner: by } = (of ?? {}) as Partial<Identifier>
  const own = ownNumber('')
  return system === own.system && type === own.type && by?.system === assigner.system && by.code === assigner.code
}
