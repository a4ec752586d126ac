/** Calls an adapter and holds it to the contract: it never throws, and what it gives has the shape of adapters/sdk/adapter.ts. */
import { validateIndexPage, validateTranslation } from '../../schemas/generated/validators.js'
import { bilingual } from '../../schemas/validation/texts.ts'
import type {
  Adapter,
  DepositOutcome,
  IndexPage,
  Manifest,
  NativeAnswer,
  NativeDocument,
  Outcome,
  ReadingContext,
  Translation,
  WritingContext,
} from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { contextHere } from './context.ts'
import type { Failure, FailureCode } from './failures.ts'
import { Forbidden } from './forbidden.ts'
import type { Answer, Image, Side, Subject, Written } from './subject.ts'

const effects: ReadonlySet<string> = new Set(['reject-document', 'reject-record', 'degraded', 'note'])

const isFinding = (value: unknown): value is Finding => {
  const { code, effect, pointer } = (value ?? {}) as Partial<Record<keyof Finding, unknown>>
  return typeof code === 'string' && typeof pointer === 'string' && effects.has(effect as string)
}

export const broken = (code: FailureCode, about: string, detail?: string): { state: 'broken'; failure: Failure } => ({
  state: 'broken',
  failure: { code, at: 'adapter.ts', place: about, ...(detail === undefined ? {} : { detail }) },
})

/** Where an error came from; its message may hold content. */
export function originOf(error: unknown): string {
  if (!(error instanceof Error)) return 'thrown'
  const { name, message, stack = '' } = error
  const frames = stack.slice(stack.indexOf(message) + message.length)
  const [frame] = /(?<=\/)(?!check\/forbidden\.ts)[^/\n]+\/[^/\n]+\.[jt]s:\d+:\d+/.exec(frames) ?? []
  return [error instanceof Forbidden ? message : name, frame].filter(Boolean).join(' ')
}

function pageOf(adapter: Adapter, answer: NativeAnswer, context: ReadingContext): Outcome<unknown> {
  if ('toIndex' in adapter) return adapter.toIndex(answer, context)
  const outcome: DepositOutcome = adapter.toDeposits(answer, context)
  if (!outcome.ok) return outcome
  const { deposits, ...rest } = outcome.value
  return { ...outcome, value: { entries: deposits.map(({ entry }) => entry), ...rest } }
}

/** A handing over to the agency of an adapter. The checks need no other: what is written depends on it by the contract alone. */
const handingOverTo = ({ id, agency, title }: Manifest): WritingContext => ({
  reference: 'ct-7f3k2m9q4x8b6n1d5h0w',
  at: '2026-03-16T09:30:00+07:00',
  from: { id: 'so', code: 'SO', organId: 'H01.10', title: 'Sở (thử nghiệm)' },
  to: { id, code: agency, organId: 'H01.11', title: title.vi },
})

/**
 * The two ways to ask. `called` is told before each call what it is about, and when it is over. What throws, has another shape or breaks the shared schema is
 * `broken`, without any value of the document.
 */
export function asking(
  adapter: Adapter,
  manifest: Manifest,
  called: (about: string | undefined) => void,
): Pick<Subject, 'ask' | 'write' | 'handingOver'> {
  const { mediaType } = manifest.native
  const context = contextHere(manifest)
  function ask(side: Side, bytes: Uint8Array, about: string, status = 200): Answer {
    called(about)
    // A copy: what an adapter does to the bytes that it is given is its own.
    const answer: NativeAnswer = { status, mediaType, body: Uint8Array.from(bytes) }
    try {
      const outcome: Outcome<unknown> =
        side === 'shared' ? adapter.toShared(answer, context) : pageOf(adapter, answer, context)
      return judged(side, outcome, about)
    } catch (error) {
      return broken(error instanceof Forbidden ? 'global-used' : 'threw', about, originOf(error))
    } finally {
      called(undefined)
    }
  }
  const { toNative } = adapter
  const handingOver = handingOverTo(manifest)
  if (toNative === undefined) return { ask, handingOver }
  return {
    ask,
    handingOver,
    write(translation: Translation, about: string): Written {
      called(about)
      try {
        return written(toNative(translation, handingOver), about)
      } catch (error) {
        return broken(error instanceof Forbidden ? 'global-used' : 'threw', about, originOf(error))
      } finally {
        called(undefined)
      }
    },
  }
}

export const hasFindings = ({ ok, findings }: Outcome<unknown>): boolean =>
  Array.isArray(findings) && findings.every(isFinding) && (ok || findings.length > 0)

function written(outcome: Outcome<NativeDocument>, about: string): Written {
  const { findings } = outcome
  if (!hasFindings(outcome)) return broken('shape-wrong', about)
  if (!outcome.ok) return { state: 'refused', findings }
  const { mediaType, body } = outcome.value
  if (typeof mediaType !== 'string' || !(body instanceof Uint8Array)) return broken('shape-wrong', about)
  return { state: 'ok', document: outcome.value, findings }
}

function judged(side: Side, outcome: Outcome<unknown>, about: string): Answer {
  const { ok, findings } = outcome
  if (!hasFindings(outcome)) return broken('shape-wrong', about)
  if (!ok) return { state: 'refused', findings }
  const image = outcome.value as Image
  if (image === 'absent') return { state: 'ok', image, findings }
  const violations =
    side === 'shared' ? validateTranslation(image) : validateIndexPage(withoutRefused(image as unknown as IndexPage))
  const [first] = violations
  if (first !== undefined) return broken('output-invalid', about, `${first.pointer}: ${bilingual(first.expected)}`)
  return { state: 'ok', image, findings }
}

const withoutRefused = ({ refused: _, ...page }: IndexPage & { readonly refused?: unknown }): object => page
