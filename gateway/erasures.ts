/** Orders to erase epoch keys of the log, put by the operator into `<data>/erasures`: carried out at the start and at each reload. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { epochPath } from './audit/epoch-file.ts'
import type { Epochs } from './audit/epochs.ts'
import type { Log } from './audit/log.ts'
import { signersOf } from './identity/bundle-load.ts'
import { orderBytes, orderIn, verifyOrder } from './identity/erasure-order.ts'
import { readBounded } from './identity/policy-folder.ts'
import type { Registry } from './identity/registry.ts'
import { collector, violationLine } from './identity/violation.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import { epochEntry, type Standing } from './release/events.ts'
import { now_ms } from './telemetry/clock.ts'

export interface ErasuresOptions {
  /** `<data>/erasures`; need not be there. */
  readonly folder: string
  /** Of the log, and of its second copy: one that was put back may have what was erased. */
  readonly directory: string
  readonly copy?: string | undefined
  readonly log: Pick<Log, 'origin' | 'append' | 'eraseEpoch'>
  readonly epochs: Pick<Epochs, 'present'>
  readonly standing: Standing
  readonly registry: () => Registry
  readonly operator: OperatorLog
}

const presentEpoch = {
  vi: 'là kỳ đang dùng: đợi kỳ sau, hoặc khởi động lại',
  en: 'is the present epoch: wait for the next, or restart',
}

async function ordersIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/**
 * Carries out what is ordered: each epoch's entry `epoch-erased` is durable before its file goes, so that after a crash in between it is told
 * twice rather than never. What is done is not looked at again. An order that does not hold changes nothing, and the operator is told. Never
 * rejects.
 */
export async function eraseOrdered(options: ErasuresOptions): Promise<void> {
  const { folder, operator } = options
  try {
    for (const name of await ordersIn(folder)) await carryOut(join(folder, name), options)
  } catch (error) {
    operator('error', 'erasure-failed', describeError(error))
  }
}

async function carryOut(path: string, options: ErasuresOptions): Promise<void> {
  const { directory, copy = directory, log, epochs, standing, registry, operator } = options
  const { report, violations } = collector()
  const refuse = () => operator('error', 'erasure-refused', { text: violations.map(violationLine).join('\n') })
  const bytes = await readBounded(path, report)
  const signed = bytes && orderIn(bytes, path, report)
  if (!signed) return refuse()
  const { order } = signed
  const left = order.epochs.filter((id) => [directory, copy].some((folder) => existsSync(epochPath(folder, id))))
  if (left.length === 0) return
  const signers = signersOf([...registry().participants.values()])
  const signed_by = await verifyOrder(signed, { origin: log.origin, signers, at_ms: now_ms() }, path, report)
  if (left.includes(epochs.present() ?? ''))
    report(path, `/order/epochs/${order.epochs.indexOf(epochs.present()!)}`, presentEpoch)
  if (violations.length > 0) return refuse()
  const erasure = { order: createHash('sha256').update(orderBytes(order)).digest('base64url'), signed_by }
  for (const id of left) {
    await log.append(epochEntry(standing, 'epoch-erased', { id }, { erasure }))
    await log.eraseEpoch(id)
    operator('warn', 'epoch-erased', { epoch: id, signed_by })
  }
}
