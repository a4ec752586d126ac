/** What a person sees who looks into a sandbox system (`lienthong sandbox look`): what it holds, received and was asked. */
import { type Held, type Holdings, isReceived } from './holdings.ts'
import type { Misbehaviour } from './misbehave.ts'

/** Requests that are told. */
const ASKED = 20

export interface HeldLine {
  readonly nativeKey: string
  readonly kind: string
  readonly stage: string
  readonly updatedAt: string
}

export interface ReceivedLine {
  readonly nativeKey: string
  readonly sender: string
  readonly number: string
  readonly receivedAt: string
  readonly bytes: number
}

export interface Look {
  readonly misbehaviour: Misbehaviour
  readonly changes: number
  readonly made: readonly HeldLine[]
  readonly received: readonly ReceivedLine[]
  readonly asked: readonly unknown[]
}

/** One dossier: the true form of a made-up one; what was received as it came, in base64, with what the system read from it. */
export type LookAt = { readonly made: unknown } | (ReceivedLine & { readonly facts: unknown; readonly native: string })

const receivedLine = <Facts>(of: Held<Facts>): ReceivedLine[] => {
  if (!isReceived(of)) return []
  const { nativeKey, sender, number, receivedAt, native } = of
  return [{ nativeKey, sender, number, receivedAt, bytes: native.byteLength }]
}

/** All of it, by the line. */
export function look<Facts>(
  holdings: Holdings<Facts>,
  misbehaviour: Misbehaviour,
  lastAsked: (count: number) => readonly string[],
): Look {
  const held = holdings.all()
  const made = held.flatMap((of): HeldLine[] => {
    if (isReceived(of)) return []
    const { kind, stage, updatedAt } = of.index
    return [{ nativeKey: of.nativeKey, kind, stage, updatedAt }]
  })
  return {
    misbehaviour,
    changes: holdings.cursor(),
    made,
    received: held.flatMap((of) => receivedLine<Facts>(of)),
    asked: lastAsked(ASKED).map((line): unknown => JSON.parse(line)),
  }
}

/** One dossier; undefined when there is none by that key. */
export function lookAt<Facts>(holdings: Holdings<Facts>, nativeKey: string): LookAt | undefined {
  const held = holdings.get(nativeKey)
  if (held === undefined) return undefined
  if (!isReceived(held)) return { made: held.translation }
  const [line] = receivedLine<Facts>(held)
  return { ...line!, facts: held.facts, native: Buffer.from(held.native).toString('base64') }
}
