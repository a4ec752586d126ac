/**
 * Looks through a deposited document, record by record, before any of it is kept: what bears a state secret in clear or can't
 * be translated is left out. Runs in the worker.
 */
import type {
  Deposit,
  DepositAdapter,
  NativeAnswer,
  ReadingContext,
  RefusedRecord,
  Translation,
} from '../../adapters/sdk/adapter.ts'
import type { Finding } from '../../adapters/sdk/finding.ts'
import { validateIndexPage, validateTranslation } from '../../schemas/generated/validators.js'
import type { Filled, FilledReader } from './filled.ts'
import type { Digester } from './found.ts'
import { implausibleDate } from './index-entry.ts'
import { invalid } from './invalid.ts'
import type { CheckedDeposits, Reply } from './protocol.ts'
import { none, ours, rejected, speaksOfSecret } from './replies.ts'
import { type ReportedFinding, reported } from './reported.ts'
import { isStateSecret, secretInAny } from './state-secret.ts'
import { decided, eachOnce, refusedList, refusedRecord } from './withheld.ts'

export interface CheckOptions {
  readonly context: ReadingContext
  readonly digested: Digester
  readonly filled: Pick<FilledReader, 'facet'>
  /** Of one record. */
  readonly bytesMax: number
  readonly findings_max: number
}

type Verdict = 'good' | 'secret' | readonly ReportedFinding[]

/**
 * A value of CheckedDeposits, or why there is none. Either tells which records are withheld: those that the adapter names and
 * those that are found wanting here, as secrets when anything says that they are. One that stands in the document in a good
 * state too is withheld all the same, whatever their order, unless the good one is of a later change. Throws what
 * `adapter.toDeposits` throws.
 */
export function checkDeposits(adapter: DepositAdapter, document: NativeAnswer, options: CheckOptions): Reply {
  const { context, findings_max } = options
  const outcome = adapter.toDeposits(document, context)
  if (!outcome.ok) {
    const reply = rejected(outcome.findings, findings_max)
    const all = refusedList(outcome.refused ?? []) ?? []
    const secret = reply.reason === 'state-secret-in-clear' || all.some(isSecret)
    const findings = secret ? reply.findings : options.digested(document.body, reply.findings)
    if (!secret) return { ...reply, findings, withheld: eachOnce(all) }
    const withheld = eachOnce(all.map((record) => ({ ...record, why: 'secret' })))
    return { ...none('state-secret-in-clear', findings), withheld }
  }
  const { deposits, next, changesFrom } = outcome.value
  const cursors = { ...(next !== undefined && { next }), ...(changesFrom !== undefined && { changesFrom }) }
  const filled: Filled[] = []
  const verdicts = deposits.map((deposit) => verdictOf(adapter, document.mediaType, deposit, options, filled))
  const refused = refusedList(outcome.value.refused)
  const told = refusalsTold(outcome.findings, refused ?? [])
  const secrets = verdicts.filter((verdict) => verdict === 'secret').length + told.secrets
  const shapeless = deposits.map((deposit) => shapeFaults(deposit, options))
  const entries = deposits.flatMap(({ entry }, number) => (shapeless[number]?.length === 0 ? [entry] : []))
  const faults = [
    ...invalid(validateIndexPage({ entries, ...cursors }), findings_max),
    ...((entries.length === 0 ? shapeless[0] : undefined) ?? []),
    ...(refused ? [] : [ours('output-invalid', '/refused')]),
  ].slice(0, findings_max)
  const wanting = deposits.flatMap(({ entry }, number) => {
    const verdict = verdicts[number]
    return verdict === 'good' ? [] : refusedRecord(entry, verdict === 'secret' ? 'secret' : 'rejected')
  })
  const withheld = eachOnce([...(refused ?? []), ...wanting])
  // A page that is wrong must not be kept whole with a state secret in it.
  if (faults.length > 0) {
    const reply = secrets > 0 ? none('state-secret-in-clear') : none('adapter-invalid', faults)
    return { ...reply, withheld }
  }
  // Beside a state secret no digest is told, whoever found it.
  const digested: Digester = secrets > 0 ? (_, findings) => findings : options.digested
  let refusals = 0
  const notes = verdicts.map((verdict, number) => {
    if (verdict === 'good') return []
    if (verdict === 'secret') return [ofRecord(number, 'state-secret-in-clear')]
    // Of more records than can be told of, none is opened again.
    const told = refusals++ < findings_max ? digested(deposits[number]!.document, verdict) : verdict
    return told.map((one) => placed(number, one))
  })
  const good = deposits
    .filter((_, number) => verdicts[number] === 'good')
    // A view would take along whatever else stands in its buffer.
    .map(({ entry, document }) => ({ entry, document: new Uint8Array(document) }))
  const value: CheckedDeposits = {
    ...decided(good, withheld),
    secrets,
    rejected: verdicts.filter((verdict) => typeof verdict !== 'string').length + told.rejected,
    ...cursors,
  }
  // Each record is told of before any is told of in full.
  const findings = [
    ...notes.flatMap((of) => of.slice(0, 1)),
    ...digested(document.body, reported(outcome.findings, findings_max)),
    ...notes.flatMap((of) => of.slice(1)),
  ].slice(0, findings_max)
  return { kind: 'value', value, findings, filled }
}

const isSecret = ({ why }: RefusedRecord): boolean => why === 'secret'

/** Counts of what the adapter refused: by its findings or by its records, for either may name what the other leaves out. */
function refusalsTold(
  findings: readonly Finding[],
  records: readonly RefusedRecord[],
): Pick<CheckedDeposits, 'secrets' | 'rejected'> {
  const rejects = findings.filter(({ effect }) => effect.startsWith('reject-'))
  const secrets = findings.filter(({ code }) => code === 'state-secret-in-clear').length
  const named = records.filter(isSecret).length
  return {
    secrets: Math.max(secrets, named),
    rejected: Math.max(rejects.filter(({ code }) => code !== 'state-secret-in-clear').length, records.length - named),
  }
}

/** What the index can't hold of a record, or of its document, with pointers into `entry`. */
function shapeFaults(
  { entry, document }: Deposit,
  { bytesMax, findings_max }: Pick<CheckOptions, 'bytesMax' | 'findings_max'>,
): readonly ReportedFinding[] {
  const found = invalid(validateIndexPage({ entries: [entry] }), findings_max)
  if (found.length === 0) return isKeepable(document, bytesMax) ? [] : [ours('output-invalid', '/document')]
  return found.map((finding) => ({ ...finding, target: finding.target?.replace('/entries/0', '') ?? '' }))
}

const isKeepable = (document: unknown, bytesMax: number): boolean =>
  document instanceof Uint8Array && document.length > 0 && document.length <= bytesMax

/** What reading the record back will give: that it is kept must mean that it can be served. What a good one fills is added to `filled`. */
function verdictOf(
  adapter: DepositAdapter,
  mediaType: string,
  { entry, document }: Deposit,
  options: CheckOptions,
  filled: Filled[],
): Verdict {
  const { context, findings_max } = options
  if (isStateSecret(entry?.label?.level)) return 'secret'
  try {
    const outcome = adapter.toShared({ status: 200, mediaType, body: document }, context)
    if (speaksOfSecret(outcome.findings)) return 'secret'
    if (!outcome.ok) return reported(outcome.findings, findings_max)
    if (secretInAny(outcome.value) !== undefined) return 'secret'
    const violations = validateTranslation(outcome.value)
    if (violations.length > 0) return invalid(violations, findings_max)
    const faults = shapeFaults({ entry, document }, options)
    if (faults.length > 0) return faults
    const date = implausibleDate(entry)
    if (date !== undefined) return [ours('date-implausible', date)]
    if (!isOf(entry, outcome.value)) return [ours('another-dossier', '/facet/identifiers')]
    filled.push(options.filled.facet(outcome.value, entry.nativeKey))
    return 'good'
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
const placed = (number: number, { code, pointer, target, expected, found }: ReportedFinding): ReportedFinding => ({
  ...ofRecord(number, code),
  pointer: `/deposits/${number}${pointer}`,
  ...(target !== undefined && { target }),
  ...(expected !== undefined && { expected }),
  ...(found !== undefined && { found }),
})
