/** What a manifest declares of its transport, held against what the gateway grants and has. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest, RetryBounds } from '../../adapters/sdk/adapter.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import { requireOwnerOnly } from '../store/owner-only.ts'

/** Visible ASCII, as a header can carry it. */
const usable = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/

/** From the least to the most that is granted. */
type Range = readonly [min: number, max: number]

function beyondIn(retry: RetryBounds, attempts: Range, wait_ms: Range, place: string): readonly string[] {
  const bounds = { attemptsMax: attempts, backoff_ms: wait_ms, backoffMax_ms: wait_ms } as const
  return (['attemptsMax', 'backoff_ms', 'backoffMax_ms'] as const).flatMap((name) => {
    const value = retry[name]
    const [min, max] = bounds[name]
    if (value === undefined || (value >= min && value <= max)) return []
    const told = {
      vi: `${value}, cổng chỉ cho từ ${min} đến ${max}: người giữ bộ chuyển đổi sửa bản kê`,
      en: `${value}, the gateway grants ${min} to ${max}: who keeps the adapter mends its manifest`,
    }
    return [`${place}/retry/${name}: ${bilingual(told)}`]
  })
}

/**
 * Throws StartRefused when what the manifest, which conforms to schemas/manifest.json, says of transport or delivery asks for more retries, or
 * sooner or later ones, than gateway/limits.ts grants. `where`: the manifest, for the reader.
 */
export function requireWithinLimits(
  { transport: { kind, retry }, delivery }: Pick<Manifest, 'transport' | 'delivery'>,
  where: string,
): void {
  const { source, deposit, handing } = limits
  const wait_ms: Range =
    kind === 'directory' ? [deposit.retry_ms_min, deposit.retry_ms_max] : [1, source.request_backoff_ms_max]
  const handed_ms: Range = [handing.backoff_ms_min, handing.backoff_ms_max]
  const beyond = [
    ...beyondIn(retry, [1, source.request_attempts_max], wait_ms, `${where}#/transport`),
    ...(delivery ? beyondIn(delivery.retry, [1, handing.attempts_max], handed_ms, `${where}#/delivery`) : []),
  ]
  if (beyond.length > 0) throw new StartRefused(beyond.join('\n'))
}

/**
 * The values of the secrets that a manifest names, by name: the text of the files `folder`/<name>, without the line's end. Throws StartRefused,
 * without any value, when there is no folder, or one is missing, readable by others, empty, too long, or not visible ASCII. That the source takes it is NOT verified.
 */
export async function secretsNamed(
  names: readonly string[],
  folder: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const values = await Promise.all(
    names.map(async (name) => {
      const path = join(folder ?? 'secrets', name)
      const text = await (folder === undefined ? Promise.reject() : readFile(path, 'utf8')).catch((cause: unknown) => {
        throw new StartRefused(
          `${path}: ${bilingual({
            vi: `không đọc được bí mật mà bản kê của bộ chuyển đổi cần; người vận hành cổng đặt tệp này (chmod 600)`,
            en: `the secret that the adapter's manifest names can't be read; the gateway's operator has to put this file there (chmod 600)`,
          })}`,
          { cause },
        )
      })
      requireOwnerOnly(path)
      const value = text.trimEnd()
      if (usable.test(value) && value.length <= limits.source.secret_bytes_max) return [name, value] as const
      throw new StartRefused(
        `${path}: ${bilingual({
          vi: `bí mật phải là một dòng ASCII, không quá ${limits.source.secret_bytes_max} ký tự; người vận hành cổng đặt lại`,
          en: `a secret is one line of visible ASCII, at most ${limits.source.secret_bytes_max} characters; the gateway's operator has to put it anew`,
        })}`,
      )
    }),
  )
  return new Map(values)
}
