/**
 * Shows published checkpoints to all witnesses, each by itself and all at once. A round is about one checkpoint, so that cosignatures of several
 * witnesses come together on the same one. Rounds are at least limits.witness.round_interval_ms_min apart and at most `interval_ms`. The next
 * one begins when the last has its quorum or nobody is left to answer; who is late joins the newest.
 */
import { splitNote } from '../audit/note.ts'
import { isQuorum } from '../audit/quorum.ts'
import type { WitnessPolicy } from '../audit/witness-policy.ts'
import type { Timers } from '../telemetry/clock.ts'
import type { Asked, Asker } from './asker.ts'

export interface RoundsOptions {
  readonly quorum: WitnessPolicy['quorum']
  readonly askers: readonly Asker[]
  readonly timers: Timers
  readonly interval_ms: number
  readonly interval_ms_min: number
  /** The newest published checkpoint. */
  readonly published: () => string
  /** `note`: the checkpoint with the cosignatures so far, which are a quorum. Called again when one more comes. */
  readonly onQuorum: (note: string) => void
  /** Hears of every answer. */
  readonly onAsked: (witness: string, asked: Asked) => void
}

export interface Rounds {
  /** There is a newer checkpoint. */
  news(): void
  /** Begins the first round. Resolves when each witness has answered, or failed to. */
  begin(): Promise<void>
  /** No further round. Resolves when nobody is asked any more. */
  end(): Promise<void>
}

interface Round {
  readonly note: string
  readonly cosigned: Map<string, string>
  readonly left: Set<Asker>
}

export function createRounds(options: RoundsOptions): Rounds {
  const { quorum, askers, timers, interval_ms, interval_ms_min, published, onQuorum, onAsked } = options
  const busy = new Map<Asker, Promise<void>>()
  let round: Round | undefined
  let began_ms = Number.NEGATIVE_INFINITY
  let shown: string | undefined
  let ended = false
  let cancel = () => {}

  const hasQuorum = ({ cosigned }: Round): boolean => isQuorum(quorum, new Set(cosigned.keys()))

  const start = (): void => {
    began_ms = timers.monotonic_ms()
    round = { note: published(), cosigned: new Map(), left: new Set(askers) }
    shown = round.note
    if (hasQuorum(round)) onQuorum(round.note)
    for (const asker of askers) if (!busy.has(asker)) join(asker)
    plan()
  }

  /** Sets the alarm for the next round, or starts it. */
  const plan = (): void => {
    cancel()
    if (ended || !round) return
    const passed_ms = timers.monotonic_ms() - began_ms
    const settled = round.left.size === 0 || hasQuorum(round)
    const due_ms = textOf(published()) === textOf(shown!) ? interval_ms : interval_ms_min
    if (passed_ms < due_ms) cancel = timers.after(due_ms - passed_ms, plan)
    else if (settled) start()
  }

  const join = (asker: Asker): void => {
    const of = round!
    busy.set(
      asker,
      asker.ask(of.note).then((asked) => {
        busy.delete(asker)
        of.left.delete(asker)
        if (asked.state === 'cosigned') of.cosigned.set(asker.name, asked.line)
        // Since the end connections are cut, by us.
        if (!ended || asked.state !== 'failed') onAsked(asker.name, asked)
        if (of === round && asked.state === 'cosigned' && hasQuorum(of))
          onQuorum(`${of.note}${[...of.cosigned.values()].join('')}`)
        if (of !== round && !ended) join(asker)
        plan()
      }),
    )
  }

  return {
    news: () => plan(),
    async begin() {
      start()
      await Promise.all([...busy.values()])
    },
    async end() {
      ended = true
      cancel()
      await Promise.all([...busy.values()])
    },
  }
}

/** Cosignatures that were added to it make it no other checkpoint. */
const textOf = (note: string): string | undefined => splitNote(note)?.text
