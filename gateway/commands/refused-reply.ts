/** How a command tells what the gateway refused: in both languages, with the places and the ways that the answer names. */
import type { Reply } from '../development/client.ts'
import { catalogue, type Row } from '../errors/catalogue.ts'
import { exitCodes } from '../errors/row.ts'

export interface Place {
  readonly code: string
  readonly pointer: string
  readonly line?: number
  readonly column?: number
}

/** `code-unknown /records/0/kind 2:7` */
export const placeText = ({ code, pointer, line, column }: Place): string =>
  [code, pointer || '/', line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}`]
    .join(' ')
    .trim()

/** By which a refusal names what to correct, as its `detail` says. */
const naming = ['parameter', 'claim', 'member', 'tag', 'components', 'fault', 'takes', 'bytes_max', 'state'] as const

interface Article {
  readonly vi: string
  readonly en: string
}

/** What of an answer is told. Of another gateway it may be anything else, or lack. */
interface Refusal extends Readonly<Partial<Record<(typeof naming)[number], unknown>>> {
  readonly code?: string
  readonly title?: string
  readonly detail?: string
  readonly findings?: readonly Place[]
  readonly article?: Article
  readonly open?: readonly { readonly from: string; readonly to: string; readonly article: Article }[]
}

const both = ({ vi, en }: Article): string => `${vi} · ${en}`

const rowOf = ({ code }: Refusal): Row | undefined => Object.entries(catalogue).find(([name]) => name === code)?.[1]

/** The texts of a code that this version knows, in both languages; of another one those that came. */
function said(refusal: Refusal): readonly string[] {
  const { title = '', detail = '' } = refusal
  const known = rowOf(refusal)
  if (!known) return [`${title}. ${detail}`]
  return [`${known.title.vi}. ${known.detail.vi}`, `${known.title.en}. ${known.detail.en}`]
}

/** What to correct, a line each. */
const namedIn = (refusal: Refusal): readonly string[] =>
  naming.flatMap((name) => {
    const values = [refusal[name]].flat().filter((value) => typeof value === 'string' || typeof value === 'number')
    return values.length > 0 ? [`  ${name}: ${values.join(' ')}`] : []
  })

/**
 * `json`, a refusal as it came (RFC 9457) or undefined, as lines; of `findings` and of what it names to be corrected a line each, of a route the
 * law and the ways that there are.
 */
export function refusalText(json: Refusal | undefined, status: number): string {
  const { code = `HTTP ${status}`, findings = [], article, open = [] } = json ?? {}
  const [first = '', ...more] = said(json ?? {})
  return [
    `${code}: ${first}`,
    ...more.map((line) => `  ${line}`),
    ...namedIn(json ?? {}),
    ...findings.map((place) => `  findings: ${placeText(place)}`),
    ...(article ? [`  article: ${both(article)}`] : []),
    ...open.map((way) => `  open: ${way.from} → ${way.to}  ${both(way.article)}`),
    '',
  ].join('\n')
}

/** The exit code of a refusal: by its row, or 1 for what this version does not know. */
export function exitCodeOf(refusal: Refusal | undefined): number {
  const known = rowOf(refusal ?? {})
  return known ? exitCodes[known.party] : exitCodes.caller
}

/** Says what the gateway refused. Gives the exit code. */
export function refused({ json, status }: Reply): number {
  process.stderr.write(refusalText(json, status))
  return exitCodeOf(json)
}
