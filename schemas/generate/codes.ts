/** Emits the code lists as data. */
import { type Code, head, literal, type Model } from './model.ts'

/** What consumers need of an entry; where a fact comes from stays in the lists, so that it changes no adapter's hash. */
function row({ code, vi, en, validFrom, validTo, broader, agency }: Code): string {
  const members = [
    `code: ${literal(code)}`,
    `vi: ${literal(vi)}`,
    `en: ${literal(en)}`,
    `validFrom: ${literal(validFrom)}`,
    `validTo: ${validTo === null ? 'null' : literal(validTo)}`,
    ...(broader === undefined ? [] : [`broader: ${literal(broader)}`]),
    ...(agency === undefined ? [] : [`agency: ${literal(agency)}`]),
  ]
  return `      { ${members.join(', ')} },`
}

/** Text of generated/codes.ts: `codeLists` and `codeSystem(list)`. */
export function emitCodes({ lists }: Model): string {
  const tables = lists.map(({ name, system, version, title, codes }) => {
    return `  ${literal(name)}: {
    system: ${literal(system)},
    version: ${literal(version)},
    title: { vi: ${literal(title.vi)}, en: ${literal(title.en)} },
    codes: [
${codes.map(row).join('\n')}
    ],
  },`
  })
  return `${head('schemas/codes')}
export interface Code {
  readonly code: string
  readonly vi: string
  readonly en: string
  /** RFC 3339 full-date: the first day. */
  readonly validFrom: string
  /** The last day, or null where it is open. */
  readonly validTo: string | null
  /** A broader code of the same list. */
  readonly broader?: string
  /** A code of the list \`agencies\`: who bears this. */
  readonly agency?: string
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
