/** Coded values of the shared lists as the made-up world has them: without a native code, since each system has its own. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import type { Coded } from '../../schemas/generated/types.ts'

/** The shared code; throws on one that is not in the list, since that is a fault of the made-up world itself. */
export function coded(list: CodeListName, code: string): Coded {
  const { system, version, codes } = codeSystem(list)
  if (!codes.some((row) => row.code === code)) throw new Error(`${list} has no code ${code}`)
  return { system, code, version }
}

/** Codes and names of the communes, wards and special zones of An Giang. */
export const communeRows: readonly { readonly code: string; readonly vi: string }[] = codeSystem('communes').codes
