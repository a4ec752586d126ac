/** What the log is told of directives: who directs whom about which dossier, by codes and keyed digests of what was said. */
import { createHmac, createSecretKey } from 'node:crypto'
import type { EntryDirective } from '../../audit/detail.ts'
import type { Entry } from '../../audit/entry.ts'
import { random_bytes } from '../../telemetry/random.ts'
import { entryOf, type Standing } from '../events.ts'
import type { TransferCause } from '../transfers/entries.ts'

type Phase = Extract<Entry['phase'], `directive-${string}`>

/** `says`: a text that was given; the log has no more than its digest under the entry's own key. */
export function directiveEntry(
  standing: Standing,
  phase: Phase,
  { event, operation, traceparent, who }: TransferCause,
  { says, ...about }: Omit<EntryDirective, 'says'> & { readonly says?: string },
): Entry {
  const key = random_bytes(16)
  const digest =
    says === undefined ? undefined : createHmac('sha256', createSecretKey(key)).update(says).digest('base64')
  return entryOf(standing, {
    event,
    phase,
    detail: {
      ...(who && { who }),
      operation,
      ...(traceparent !== undefined && { traceparent }),
      ...(digest !== undefined && { digest_key: key.toString('base64') }),
      directive: { ...about, ...(digest !== undefined && { says: digest }) },
    },
  })
}
