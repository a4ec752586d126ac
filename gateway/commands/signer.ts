import { runSigner } from '../signer/run.ts'
import { type Command, needed, parsed } from './command.ts'

const options = {
  origin: { type: 'string' },
  key: { type: 'string' },
  'ml-dsa-key': { type: 'string' },
  socket: { type: 'string' },
  create: { type: 'boolean' },
} as const

/** Runs a log's signer under an account of its own until SIGTERM or SIGINT; the gateway is told of the socket by LIENTHONG_SIGNER. */
export const signer: Command = {
  usage: '--origin ORIGIN --key FILE [--ml-dsa-key FILE] --socket PATH [--create]',
  title: {
    vi: 'Chạy tiến trình ký nhật ký, tách khỏi cổng, và in khóa kiểm chứng; --create tạo khóa lần đầu',
    en: 'Run the signer of a log, apart from the gateway, and print its verifier keys; --create makes the keys the first time',
  },
  async run(args) {
    const { values } = parsed(args, options)
    const [origin, keyFile, socket] = (['origin', 'key', 'socket'] as const).map((name) => needed(values[name], name))
    const mlDsaKeyFile = values['ml-dsa-key']
    const { close, verifierKeys } = await runSigner({
      ...{ origin: origin!, keyFile: keyFile!, socket: socket! },
      ...(mlDsaKeyFile !== undefined && { mlDsaKeyFile }),
      mayCreate: values.create ? ['ed25519', 'ml-dsa-44'] : [],
    })
    process.stdout.write(`${verifierKeys.join('\n')}\n`)
    await new Promise((resolve) => {
      process.once('SIGTERM', resolve)
      process.once('SIGINT', resolve)
    })
    await close()
    return 0
  },
}
