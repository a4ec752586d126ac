/**
 * Looks through a deposited document, record by record, before any of it is kept: what bears a state secret in clear or can't
 * be translated is left out (design.md §4.4, §4.10). Runs in the worker.
 */
import type { Deposit, DepositAdapter, NativeAnswer, Translation } from '../../adapters/sdk/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../schemas/generated/validators.js'
import { implausibleDate } from './index-entry.ts'
import type { CheckedDeposits, Reply, ReportedFinding } from './protocol.ts'
import { none, ours, rejected, speaksOfSecret } from './replies.ts'
import { reported } from './reported.ts'
import { isStateSecret, secretInAny } from './state-secret.ts'

export interface CheckOptions {
  /** Of one record. */
  readonly bytesMax: number
  readonly findings_max: number
}

type Verdict = 'good' | 'secret' | readonly ReportedFinding[]

/** A value of CheckedDeposits, or why there is none. Throws what `adapter.toDeposits` throws. */
export function checkDeposits(adapter: DepositAdapter, document: NativeAnswer, options: CheckOptions): Reply {
  const { findings_max } = options
  const outcome = adapter.toDeposits(document)
  if (!outcome.ok) return rejected(outcome.findings, findings_max)
  const { deposits, next, changesFrom } = outcome.value
  const cursors = { ...(next !== undefined && { next }), ...(changesFrom !== undefined && { changesFrom }) }
  const verdicts = deposits.map((deposit) => verdictOf(adapter, document.mediaType, deposit, options))
  const secrets =
    verdicts.filter((verdict) => verdict === 'secret').length +
    outcome.findings.filter(({ code }) => code === 'state-secret-in-clear').length
  const shapeless = deposits.map((deposit) => shapeFault(deposit, options.bytesMax))
  const entries = deposits.flatMap(({ entry }, number) => (shapeless[number] === undefined ? [entry] : []))
  const [violation] = validateIndexPage({ entries, ...cursors })
  const fault = violation?.pointer ?? (entries.length === 0 ? shapeless[0] : undefined)
  // A page that is wrong must not be kept whole with a state secret in it.
  if (fault !== undefined)
    return secrets > 0 ? none('state-secret-in-clear') : none('adapter-invalid', [ours('output-invalid', fault)])
  const notes = verdicts.flatMap((verdict, number) => {
    if (verdict === 'good') return []
    return verdict === 'secret'
      ? [ofRecord(number, 'state-secret-in-clear')]
      : verdict.map((one) => placed(number, one))
  })
  const value: CheckedDeposits = {
    // A view would take along whatever else stands in its buffer.
    deposits: deposits
      .filter((_, number) => verdicts[number] === 'good')
      .map(({ entry, document }) => ({ entry, document: new Uint8Array(document) })),
    secrets,
    rejected:
      verdicts.filter((verdict) => typeof verdict !== 'string').length +
      outcome.findings.filter(({ code, effect }) => effect.startsWith('reject-') && code !== 'state-secret-in-clear')
        .length,
    ...cursors,
  }
  const findings = [...notes, ...reported(outcome.findings, findings_max)].slice(0, findings_max)
  return { kind: 'value', value, findings }
}

/** JSON Pointer into `entry` of what the index can't hold of a record, or of its document; undefined when there is none. */
function shapeFault({ entry, document }: Deposit, bytesMax: number): string | undefined {
  const [violation] = validateIndexPage({ entries: [entry] })
  if (violation) return violation.pointer.replace('/entries/0', '')
  return isKeepable(document, bytesMax) ? undefined : '/document'
}

const isKeepable = (document: unknown, bytesMax: number): boolean =>
  document instanceof Uint8Array && document.length > 0 && document.length <= bytesMax

/** What reading the record back will give: that it is kept must mean that it can be served. */
function verdictOf(
  adapter: DepositAdapter,
  mediaType: string,
  { entry, document }: Deposit,
  { bytesMax, findings_max }: CheckOptions,
): Verdict {
  if (isStateSecret(entry?.label?.level)) return 'secret'
  try {
    const outcome = adapter.toShared({ status: 200, mediaType, body: document })
    if (speaksOfSecret(outcome.findings)) return 'secret'
    if (!outcome.ok) return reported(outcome.findings, findings_max)
    if (secretInAny(outcome.value) !== undefined) return 'secret'
    const [violation] = validateTranslation(outcome.value)
    if (violation) return [ours('output-invalid', violation.pointer)]
    const fault = shapeFault({ entry, document }, bytesMax)
    if (fault !== undefined) return [ours('output-invalid', fault)]
    const date = implausibleDate(entry)
    if (date !== undefined) return [ours('date-implausible', date)]
    return isOf(entry, outcome.value) ? 'good' : [ours('another-dossier', '/facet/identifiers')]
  } catch {
    return [ours('adapter-threw', '')]
  }
}

/** As it will be asked when it is read: the record is of the matter that the index is told of. */
function isOf({ identifiers }: Deposit['entry'], { facet }: Translation): boolean {
  if (identifiers.length === 0) return true
  const given = new Set(facet.identifiers.map(({ value }) => value.normalize('NFC')))
  return identifiers.some(({ value }) => given.has(value.normalize('NFC')))
}

const ofRecord = (number: number, code: string): ReportedFinding => ({
  code,
  effect: 'reject-record',
  pointer: `/deposits/${number}`,
})

/** Lines of a record taken by itself are not those of the document. */
const placed = (number: number, { code, pointer, target }: ReportedFinding): ReportedFinding => ({
  ...ofRecord(number, code),
  pointer: `/deposits/${number}${pointer}`,
  ...(target !== undefined && { target }),
})
