import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadProcessConfig } from '../config/config.ts'
import { catalogue, type ErrorCode, type Party } from '../errors/catalogue.ts'
import { GatewayError } from '../errors/problem.ts'
import { type Admission, admissionOf, keyPinOf, type Trust } from '../identity/certificate.ts'
import { loadRegistry, RegistryInvalid } from '../identity/registry.ts'
import { authoritiesIn, TrustInvalid } from '../identity/trust-files.ts'
import { now_ms } from '../telemetry/clock.ts'
import { type Command, parsed, Usage } from './command.ts'
import { policiesHere } from './participants-folder.ts'
import { bundleTold, listsTold } from './trust-told.ts'

const options = { policies: { type: 'string' }, certs: { type: 'string' } } as const

const whoActs: Readonly<Record<Party, string>> = {
  caller: 'cơ quan giữ chứng thư · the agency that holds the certificate',
  gateway: 'đơn vị vận hành cổng · the operator of the gateway',
  source: 'hệ thống nguồn · the source system',
}

const dateOf = (time_ms: number): string => new Date(time_ms).toISOString().slice(0, 10)

function certificateIn(path: string | undefined): X509Certificate {
  if (path === undefined) throw new Usage('thiếu tệp chứng thư · which certificate?')
  try {
    return new X509Certificate(readFileSync(path))
  } catch {
    throw new Usage(`không đọc được chứng thư PEM · no certificate in PEM: ${path}`)
  }
}

async function trustIn(certsDir: string, policiesDir: string): Promise<Trust> {
  // Development keeps the agencies' public keys here; in production they stand in the registry.
  const keysDir = join(certsDir, 'participants-keys')
  const registry = await loadRegistry({
    participantsDir: join(policiesDir, 'participants'),
    purposesFile: join(policiesDir, 'purposes.json'),
    routesFile: join(policiesDir, 'routes.json'),
    ...(existsSync(keysDir) && { keysDir }),
  })
  const text = (name: string) => readFileSync(join(certsDir, name), 'utf8')
  return { registry, authorities: await authoritiesIn(text('ca.pem'), text('ca.crl.pem'), 'ca.pem, ca.crl.pem') }
}

const admittedText = ({ system, until_ms }: Admission): string =>
  [
    `được nhận · admitted: ${system.id} (${system.roles.join(', ')})`,
    `  x5t#S256  ${system.thumbprint}`,
    `  đến · until  ${dateOf(until_ms)}: chứng thư hoặc danh sách thu hồi hết hạn · the certificate or a revocation list ends`,
    '',
  ].join('\n')

function refusedText(code: ErrorCode): string {
  const { party, title, detail } = catalogue[code]
  return [
    `không được nhận · refused: ${code}`,
    `  ${title.vi}. ${detail.vi}`,
    `  ${title.en}. ${detail.en}`,
    `  ai phải làm · who must act: ${whoActs[party]}`,
    '',
  ].join('\n')
}

/** Ids of the systems that are reached through X-Road by the security server with this key. */
const behind = (pin: string, { participants }: Trust['registry']): readonly string[] =>
  [...participants.values()]
    .flatMap(({ systems }) => systems)
    .filter(({ source }) => source?.xRoad?.keyPins.includes(pin))
    .map(({ id }) => id)

const pinText = (pin: string): string => `  keyPins  ${pin}\n`

function securityServerText({ validFromDate, validToDate }: X509Certificate, systems: readonly string[]): string {
  const [from, until] = [validFromDate, validToDate].map((date) => dateOf(date.getTime()))
  return [
    `máy chủ bảo mật X-Road của cổng · the gateway's X-Road security server: ${systems.join(', ')}`,
    `  từ, đến · from, until  ${from}, ${until}: ngoài thời hạn thì không hỏi · outside it nothing is asked`,
    '',
  ].join('\n')
}

function verdictOn(certificate: X509Certificate, trust: Trust): { readonly text: string; readonly admitted: boolean } {
  const systems = behind(keyPinOf(certificate), trust.registry)
  if (systems.length > 0) {
    const { validFromDate, validToDate } = certificate
    const admitted = validFromDate.getTime() <= now_ms() && now_ms() <= validToDate.getTime()
    return { text: securityServerText(certificate, systems), admitted }
  }
  try {
    return { text: admittedText(admissionOf(certificate, trust, now_ms())), admitted: true }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return { text: refusedText(error.code), admitted: false }
  }
}

const unusable = [
  '✗ cổng không khởi động được, hoặc giữ bộ cũ · a gateway would not start on this, or keep what it has:',
  'đơn vị vận hành phải sửa · the operator must mend it\n',
].join(' ')

/**
 * Judges a certificate as an open connection is judged; only a handshake shows that its holder has the key. Then what the verdict rests on:
 * the bundle, and the revocation lists.
 */
export const identityCheck: Command = {
  usage: 'CERT.pem [--certs DIR] [--policies DIR]',
  title: {
    vi: 'Chứng thư này có được nhận không, không thì ai phải làm gì; gói và danh sách thu hồi ra sao',
    en: 'Would this certificate get in, if not who must do what; how bundle and revocation lists stand',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const certificate = certificateIn(positionals[0])
    const config = loadProcessConfig()
    const certs = values.certs ?? join(config.dataDir, 'certs')
    const policies = values.policies ?? policiesHere()
    try {
      const trust = await trustIn(certs, policies)
      const { text, admitted } = verdictOn(certificate, trust)
      const about = { caFile: join(certs, 'ca.pem'), dataDir: config.dataDir, now_ms: now_ms() }
      const told = [await bundleTold(policies, config), await listsTold(trust.authorities, about)]
      const usable = told.every((one) => one.usable)
      const lines = told.flatMap((one) => one.lines.map((line) => `${line}\n`))
      process.stdout.write(`${text}${pinText(keyPinOf(certificate))}\n${lines.join('')}${usable ? '' : unusable}`)
      return admitted && usable ? 0 : 1
    } catch (error) {
      if (error instanceof RegistryInvalid || error instanceof TrustInvalid) process.stderr.write(`${error.message}\n`)
      else throw error
      return 1
    }
  },
}
