/** Keys that all nodes on one PostgreSQL have in common: what one of them keys or seals there, the others have to find and open. */
import { createHmac, hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { GatewayError } from '../errors/problem.ts'
import { StartRefused } from '../errors/start-refused.ts'
import type { Database } from './pool.ts'
import { secretFile } from './secret-file.ts'

const secret_bytes = 32
const names = ['index', 'names', 'vault'] as const

/** `index`: of the index's identifiers and marks. `names`: of pseudonyms and ids of entities. `vault`: of what was deposited. 32 bytes each. */
export type SharedKeys = Readonly<Record<(typeof names)[number], Buffer>>

const fileOf = (name: string): string => `${name}.key`

/** HMAC-SHA-256 under a key that is derived from `secret` (HKDF, RFC 5869) for this alone: it says nothing of the keys that seal. */
function fingerprintOf(name: string, secret: Uint8Array): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'lienthong/shared-key/fingerprint', secret_bytes))
  return createHmac('sha256', key).update(name).digest()
}

const copyThem =
  'chép từ nút đang chạy hoặc từ bản sao, rồi khởi động lại · copy from a running node or from a backup, then start again'

/**
 * The keys in `folder`, made when they are missing, compared with those of the first node that came to `db` (migrated). Throws GatewayError
 * `shared-keys-differ` (cause names the files) when they are others, `index-unavailable`, and what secretFile throws. NOT verified: that the
 * first node had the right ones.
 */
export async function openSharedKeys(db: Database, folder: string): Promise<SharedKeys> {
  const read = (name: string) => secretFile(join(folder, fileOf(name)), secret_bytes)
  const keys: SharedKeys = { index: read('index'), names: read('names'), vault: read('vault') }
  const fingerprints = names.map((name) => fingerprintOf(name, keys[name]))
  // One transaction: of a node that is refused nothing is to count against the others.
  await db.transaction(async (tx) => {
    await tx.query(
      'INSERT INTO shared_key (name, fingerprint) SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING',
      [names, fingerprints],
    )
    const rows = await tx.query<{ name: string; fingerprint: Buffer }>('SELECT name, fingerprint FROM shared_key')
    const known = new Map(rows.map(({ name, fingerprint }) => [name, fingerprint]))
    const others = names.filter((name, n) => !known.get(name)!.equals(fingerprints[n]!))
    if (others.length === 0) return
    const files = others.map((name) => join(folder, fileOf(name))).join(', ')
    throw new GatewayError('shared-keys-differ', { cause: new StartRefused(`${copyThem}: ${files}`) })
  })
  return keys
}
