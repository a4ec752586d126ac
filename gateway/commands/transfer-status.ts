import { type Command, parsed } from './command.ts'
import { asSystem, inboxUsage, transferIn } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = { ...reachingOptions, json: { type: 'boolean' } } as const

interface Status {
  readonly transfer: string
  readonly state: string
  readonly sender: string
  readonly receiver: string
  readonly kind: string
  readonly content: 'kept' | 'erased'
  readonly dossier?: string
  readonly stages: readonly { stage: string; at: string; agency?: string; reason?: string }[]
  readonly clocks: readonly { rule: string; owner: string; state: string; due?: string }[]
  readonly held?: { readonly reason: string; readonly since: string }
  readonly delivery?: { attempts: number; asked?: number; nativeKey?: string; reason?: string; nextAt?: string }
  readonly acknowledgement?: { readonly nativeKey?: string; readonly reason?: { readonly text?: string } }
  readonly recall?: { readonly code: string; readonly dueAt?: string; readonly done?: { readonly code: string } }
}

const row = (...parts: readonly (string | number | undefined)[]): string =>
  `${parts.filter((part) => part !== undefined).join('  ')}\n`

/** `transfer`, each of its stages, its legal limits, the dossier that it may ask for, and what is to be known of its handing out. */
function statusText(status: Status): string {
  const { transfer, state, sender, receiver, kind, content, dossier, stages, clocks, held, delivery, recall } = status
  const said = status.acknowledgement?.nativeKey ?? status.acknowledgement?.reason?.text
  return [
    row(
      transfer,
      state,
      `${sender} → ${receiver}`,
      kind,
      content === 'erased' ? 'đã xóa nội dung · erased' : undefined,
    ),
    dossier === undefined ? '' : row('  hồ sơ · dossier', dossier),
    ...stages.map(({ at, stage, agency, reason }) => row('', at, stage, agency, reason)),
    ...clocks.map(({ rule, owner, state, due }) => row('  ⏱', rule, owner, state, due)),
    said === undefined ? '' : row('  bên nhận · its receiver', said),
    held ? row('  đang giữ lại · held', held.reason, held.since) : '',
    delivery
      ? row('  đẩy · pushed', `×${delivery.attempts}`, delivery.nativeKey, delivery.reason, delivery.nextAt)
      : '',
    recall ? row('  thu hồi · recalled', recall.code, recall.dueAt, recall.done?.code) : '',
  ].join('')
}

/** Says what has become of a transfer of which the agency is one end; with `--json` the gateway's answer, receipts and all. */
export const transferStatus: Command = {
  usage: `${inboxUsage} [--json] ID`,
  title: { vi: 'Một lần chuyển giao đã đến đâu', en: 'What has become of a transfer' },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const id = transferIn(positionals)
    return asSystem(values, async ({ call }) => {
      const reply = await call(`/v1/transfers/${id}`)
      if (reply.status !== 200) return refused(reply)
      process.stdout.write(values.json ? `${JSON.stringify(reply.json, null, 2)}\n` : statusText(reply.json))
      return 0
    })
  },
}
