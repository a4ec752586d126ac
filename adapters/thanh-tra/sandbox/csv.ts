/** How the inspection system reads a file of its own form: lines of cells between `;`, quoted with `"`, and the trailer `#HET;<rows>;`. */
import { decodeTcvn3 } from './tcvn3.ts'

/** Lines of cells; undefined when a quote is not closed, or something stands behind one that is. */
function linesIn(text: string): readonly (readonly string[])[] | undefined {
  const lines: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|$)/y
  while (cell.lastIndex < text.length) {
    const [, quoted, plain = '', end] = cell.exec(text) ?? []
    if (end === undefined) return undefined
    lines.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n' && cell.lastIndex < text.length) lines.push([])
    if (end === ';' && cell.lastIndex === text.length) lines.at(-1)!.push('')
  }
  return lines
}

/** The rows of a whole file with the header `names`; or why it is none, as the system says it. */
export function rowsIn(
  content: Uint8Array,
  names: readonly string[],
):
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly fault: 'SAI_BANG_MA' | 'SAI_CU_PHAP' | 'SAI_MAU' | 'THIEU_DU_LIEU' } {
  const text = decodeTcvn3(content)
  if (text === undefined) return { fault: 'SAI_BANG_MA' }
  const lines = linesIn(text)
  if (lines === undefined) return { fault: 'SAI_CU_PHAP' }
  const [header = [], ...rows] = lines
  if (header.length !== names.length || header.some((name, i) => name !== names[i])) return { fault: 'SAI_MAU' }
  const [sign, count, rest] = rows.pop() ?? []
  return sign === '#HET' && Number(count) === rows.length && rest === '' ? { rows } : { fault: 'THIEU_DU_LIEU' }
}
