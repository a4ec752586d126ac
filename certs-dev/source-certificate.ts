/** A server certificate for a system that is played beside a development gateway, by that gateway's own throw-away authority. */
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { certificatePem, day_ms, issue, keyPem, loadAuthority, makeKeys, validFrom } from './authority.ts'
import { filesUnder } from './files.ts'
import { type DevelopmentSystem, developmentSystems, systemId, systemUri } from './systems.ts'

const lifetime_ms = 7 * day_ms

/** PEM texts: what a source's server shows, and by whom its clients must be certified. */
export interface SourceCredentials {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/**
 * A new certificate for `of`, valid for a week, under the authority in `<dataDir>/certs`; nothing is written. Undefined when there is no such
 * authority: `lienthong certs dev` makes it, and so does the first start of a development gateway.
 */
export async function sourceCredentials(
  dataDir: string,
  of: Pick<DevelopmentSystem, 'agency' | 'system'>,
): Promise<SourceCredentials | undefined> {
  const files = filesUnder(join(dataDir, 'certs'), developmentSystems)
  const there = await access(files.caKey).then(
    () => true,
    () => false,
  )
  if (!there) return undefined
  const ca = await readFile(files.ca, 'utf8')
  const by = loadAuthority(ca, await readFile(files.caKey, 'utf8'))
  const keys = await makeKeys('ec')
  const names = { commonName: systemId(of), uris: [systemUri(of)], usage: 'server', local: true } as const
  const dates = validFrom(new Date(), lifetime_ms)
  const certificate = await issue(by, { ...names, ...dates, publicKey: keys.publicKey })
  return { ca, cert: certificatePem(certificate), key: keyPem(keys.privateKey) }
}
