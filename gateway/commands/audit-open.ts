import { choice, chosenOptions, concluded, logIn, namesOf, officerKey, openChosen, print } from './audit-opened.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

/**
 * Opens entries for an audit officer: one JSON object a line, `detail` in place of what is sealed, or `unopened` with the reason. Exit code 1
 * when one did not open, or there is none of that number or event, or that names what is asked for.
 */
export const auditOpen: Command = {
  usage: 'DIR --key FILE [--passphrase-file FILE] [--index N | --event ID] [--from TIME] [--to TIME] [--about ID]',
  title: {
    vi: 'Mở bản ghi nhật ký bằng khóa của cán bộ kiểm toán, mỗi dòng một bản ghi JSON; --about: nói đến hồ sơ (kể cả qua lần chuyển giao, chỉ dẫn, mục cách ly gắn với hồ sơ), lần chuyển giao, cán bộ, hệ thống hay cơ quan này',
    en: "Open entries of the log with an audit officer's key, one JSON line each; --about: that name this dossier (or a transfer, directive or quarantined item tied to it), transfer, officer, system or agency",
  },
  async run(args) {
    const { values, positionals } = parsed(args, chosenOptions, 1)
    const [directory] = positionals
    if (directory === undefined) throw new Usage('thiếu thư mục nhật ký · which folder?')
    const key = await officerKey(needed(values.key, 'key'), values['passphrase-file'])
    const isChosen = choice(values)
    const about = await namesOf(logIn(directory), key, values.about)
    const outcome = await openChosen(
      logIn(directory),
      key,
      isChosen,
      (entry) => print(`${JSON.stringify(entry)}\n`),
      about.names,
    )
    return concluded(outcome, values, about.unopened)
  },
}
