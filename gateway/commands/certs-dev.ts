import { makeDevelopmentCertificates } from '../../certs-dev/index.ts'
import { loadProcessConfig } from '../config/config.ts'
import { type Command, parsed } from './command.ts'

export const certsDev: Command = {
  usage: '',
  title: {
    vi: 'Tạo bộ chứng thư thử nghiệm trong thư mục dữ liệu',
    en: 'Make the development certificates in the data folder',
  },
  async run(args) {
    parsed(args, {})
    const { dataDir } = loadProcessConfig()
    const { dir } = await makeDevelopmentCertificates(dataDir)
    process.stdout.write(`${dir}\n`)
    return 0
  },
}
