/** A root, an authority below it and what that one issues, all by OpenSSL: what an operator has, and nothing of certs-dev. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Why such an authority can't be had here, or false. */
export function opensslMissing(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'openssl is not installed'
  }
}

export interface PairFiles {
  readonly cert: string
  readonly key: string
}

export interface LeafNames {
  readonly usage: 'client' | 'server'
  /** As OpenSSL writes them: `URI:…`, `DNS:…`, `IP:…`. */
  readonly names: readonly string[]
}

export interface OpensslAuthority {
  /** Both certificates, and both lists, in PEM. */
  readonly ca: string
  crl(): string
  /** Writes a key (0600) and its certificate, followed by that of the authority. */
  issue(to: PairFiles, leaf: LeafNames): void
}

const settings = (dir: string): string => `
[req]
distinguished_name = dn
prompt = no
[dn]
[ca]
default_ca = issuing
[issuing]
database = ${dir}/index.txt
crlnumber = ${dir}/crlnumber
default_md = sha256
crl_extensions = crl_ext
[crl_ext]
authorityKeyIdentifier = keyid
`

/** Makes both in `dir`. */
export function opensslAuthority(dir: string): OpensslAuthority {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const file = (name: string) => join(dir, name)
  const pair = (name: string): PairFiles => ({ cert: file(`${name}.pem`), key: file(`${name}.key`) })
  const config = file('openssl.cnf')
  writeFileSync(config, settings(dir))
  writeFileSync(file('index.txt'), '')
  writeFileSync(file('crlnumber'), '01\n')
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', [...args, '-config', config], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

  function certify(to: PairFiles, by: PairFiles | undefined, commonName: string, extensions: readonly string[]): void {
    const signer = by ? ['-CA', by.cert, '-CAkey', by.key] : []
    const subject = `/C=VN/O=Co quan cap chung thu/CN=${commonName}`
    openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', '30'],
      ...[...signer, '-subj', subject, '-keyout', to.key, '-out', to.cert],
      ...extensions.flatMap((extension) => ['-addext', extension]),
    )
  }
  const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
  const [root, issuing] = [pair('root'), pair('issuing')]
  certify(root, undefined, 'Goc', authority)
  certify(issuing, root, 'Cap', authority)
  const text = ({ cert }: PairFiles) => readFileSync(cert, 'utf8')
  const listOf = ({ cert, key }: PairFiles) => openssl('ca', '-gencrl', '-crldays', '7', '-cert', cert, '-keyfile', key)
  return {
    ca: text(issuing) + text(root),
    crl: () => listOf(issuing) + listOf(root),
    issue(to, { usage, names }) {
      certify(to, issuing, names[0]!.replace(/^\w+:/, ''), [
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        `extendedKeyUsage=${usage}Auth`,
        `subjectAltName=${names.join(',')}`,
      ])
      writeFileSync(to.cert, text(to) + text(issuing))
    },
  }
}
