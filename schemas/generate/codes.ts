/** Emits the code lists as data. */
import { head, literal, type Model } from './model.ts'

const orNull = (text: string | null) => (text === null ? 'null' : literal(text))

/** Text of generated/codes.ts: `codeLists` and `codeSystem(list)`. */
export function emitCodes({ lists }: Model): string {
  const tables = lists.map(({ name, system, version, title, codes }) => {
    const rows = codes.map(
      ({ code, vi, en, validFrom, validTo }) =>
        `      { code: ${literal(code)}, vi: ${literal(vi)}, en: ${literal(en)}, validFrom: ${orNull(validFrom)}, validTo: ${orNull(validTo)} },`,
    )
    return `  ${literal(name)}: {
    system: ${literal(system)},
    version: ${literal(version)},
    title: { vi: ${literal(title.vi)}, en: ${literal(title.en)} },
    codes: [
${rows.join('\n')}
    ],
  },`
  })
  return `${head('schemas/codes')}
export interface Code {
  readonly code: string
  readonly vi: string
  readonly en: string
  /** RFC 3339 full-date, or null where no limit is known. */
  readonly validFrom: string | null
  readonly validTo: string | null
}

export interface CodeSystem {
  readonly system: string
  readonly version: string
  readonly title: { readonly vi: string; readonly en: string }
  readonly codes: readonly Code[]
}

export const codeLists = {
${tables.join('\n')}
} as const satisfies Record<string, CodeSystem>

export type CodeListName = keyof typeof codeLists

/** The code list \`list\`, with its URN, version and codes. */
export function codeSystem(list: CodeListName): CodeSystem {
  return codeLists[list]
}
`
}
