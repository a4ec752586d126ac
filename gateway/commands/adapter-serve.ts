import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { servedGoldens } from '../../adapters/check/served.ts'
import { sourceCredentials } from '../../certs-dev/source-certificate.ts'
import { loadProcessConfig } from '../config/config.ts'
import { startGoldenSource } from '../development/golden-source.ts'
import type { XRoadSource } from '../identity/participant.ts'
import { adapterFolder, adaptersHere } from './adapter-folder.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { examineFolder, policiesHere } from './participants-folder.ts'

const options = {
  system: { type: 'string' },
  port: { type: 'string', default: '0' },
  adapters: { type: 'string', default: adaptersHere },
  cert: { type: 'string' },
  'private-key': { type: 'string' },
} as const

/** How the registry in use says that `system` is reached through X-Road; undefined when it is not, or is not registered. */
async function registeredXRoad(agency: string, system: string): Promise<XRoadSource | undefined> {
  const { content } = await examineFolder(policiesHere())
  const { systems = [] } = content.participants.find(({ id }) => id === agency) ?? {}
  return systems.find(({ id }) => id === system)?.source?.xRoad
}

function fileIn(path: string | undefined): string {
  if (path === undefined)
    throw new Usage(
      'danh bạ khai X-Road: cho --cert và --private-key của máy chủ bảo mật · the registry says X-Road: give --cert and --private-key of the security server',
    )
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Usage(`không đọc được · can't be read: ${path}`)
  }
}

/** Plays the source of an adapter from its golden documents, for the development gateway of the same data folder, until it is stopped; behind X-Road if the registry says so. */
export const adapterServe: Command = {
  usage: 'AGENCY --system AGENCY:NAME [--port N] [--adapters FOLDER] [--cert PEM --private-key PEM]',
  title: {
    vi: 'Đóng vai hệ thống nguồn bằng các tài liệu mẫu, cho cổng thử nghiệm',
    en: 'Play the source system from the golden documents, for the development gateway',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const name = needed(positionals[0], 'AGENCY')
    const system = needed(values.system, 'system')
    const [agency = '', own, ...more] = system.split(':')
    if (own === undefined || more.length > 0)
      throw new Usage('--system: như trong danh bạ · as in the registry: bien-phong:ho-so')
    const port = Number(values.port)
    if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new Usage('--port: 0 … 65535')
    const { dataDir, mode, host } = loadProcessConfig()
    if (mode !== 'development') throw new Usage('chỉ khi phát triển · development only')
    const served = await servedGoldens(adapterFolder(resolve(values.adapters), name))
    if (served === undefined)
      throw new Usage(
        'cơ quan này tự gửi tài liệu, không ai hỏi nó: thả tệp vào thư mục nhận · this agency deposits its documents and is not asked: put a file into its folder',
      )
    const issued = await sourceCredentials(dataDir, { agency, system: own })
    if (issued === undefined)
      throw new Usage(`${dataDir}: chạy lienthong certs dev trước · run lienthong certs dev first`)
    const xRoad = await registeredXRoad(agency, system)
    const credentials = xRoad
      ? { ca: issued.ca, cert: fileIn(values.cert), key: fileIn(values['private-key']) }
      : issued
    const say = (line: string) => process.stdout.write(`${line}\n`)
    const source = await startGoldenSource(served, credentials, { host, port, xRoad }, say)
    for (const { request, file } of served.documents) say(`  ${request.method} ${request.path} → ${file}`)
    for (const key of served.without) say(`  ${key}: không có tài liệu mẫu · no golden document`)
    say(`ready ${source.url}${xRoad ? ' (X-Road)' : ''}`)
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    await source.close()
    return 0
  },
}
