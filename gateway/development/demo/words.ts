/** Texts of the demonstration, in both languages. */
export interface Words {
  readonly vi: string
  readonly en: string
}
export type Language = keyof Words

export const words = {
  title: {
    vi: 'LIÊN THÔNG · một hồ sơ, năm cơ quan, mỗi nơi một cách nhìn',
    en: 'LIÊN THÔNG · one dossier, five agencies, each with its own view',
  },
  starting: {
    vi: 'Chưa có cổng nào chạy: khởi động một cổng tạm…',
    en: 'No gateway is running: starting one for this…',
  },
  using: { vi: 'Dùng cổng đang chạy', en: 'Using the running gateway' },
  holders: { vi: 'Hồ sơ gồm các phần do từng cơ quan giữ:', en: 'The dossier is made of what each agency holds:' },
  asking: { vi: 'Từng bên hỏi, qua TLS xác thực hai chiều:', en: 'Each asks, over mutual TLS:' },
  facets: { vi: 'phần', en: 'facets' },
  receipt: { vi: 'biên nhận', en: 'receipt' },
  released: { vi: 'được đọc', en: 'released' },
  masked: { vi: 'che bớt', en: 'masked' },
  withheld: { vi: 'không cấp, có báo', en: 'withheld, and told so' },
  concealed: { vi: 'giấu kín: không thấy gì', en: 'concealed: nothing shows' },
  none: { vi: 'nguồn không có', en: 'the source has none' },
  several: {
    vi: 'Hai dấu một ô: danh sách có phần tử thế này và phần tử thế kia.',
    en: 'Two signs in one cell: some elements of the list are so, some otherwise.',
  },
  why: { vi: 'Vì sao', en: 'Why' },
  alike: {
    vi: 'Hồ sơ không liên quan và hồ sơ không tồn tại: trả lời giống nhau từng byte (trừ mã sự kiện).',
    en: 'A dossier that is not theirs and one that does not exist: the same bytes (but for the event id).',
  },
  down: {
    vi: 'Hệ thống của Viện kiểm sát ngừng trả lời giữa chừng; Công an hỏi lại:',
    en: "The procuracy's system stops answering; the police ask again:",
  },
  onlyTheirs: {
    vi: 'Chỉ phần của Viện kiểm sát vắng, và được báo; các phần khác không đổi.',
    en: "Only the procuracy's facet is missing, and is reported so; the others are unchanged.",
  },
  back: { vi: 'Hệ thống trở lại: phần đó lại có.', en: 'The system is back, and so is its facet.' },
  handing: {
    vi: 'Mặt trận chuyển phản ánh của một người dân cho Công an; mỗi bên giữ dạng của mình:',
    en: "The Front hands a citizen's petition over to the police; each keeps its own form:",
  },
  booked: { vi: 'Vào sổ hệ thống của Công an, số', en: "Entered in the book of the police's system as" },
  forged: {
    vi: 'Xác nhận nhận ký bằng khóa của bên khác: bị từ chối',
    en: "An acknowledgement signed by another's key: refused",
  },
  acknowledged: {
    vi: 'Công an ký xác nhận trên biên nhận chuyển giao; bên giao thấy ngay',
    en: 'The police acknowledge it by their signature over the receipt; the sender sees it',
  },
  proved: {
    vi: 'Biên nhận và xác nhận: kiểm chứng được không cần cổng, khớp từng byte bản của hai bên',
    en: 'Receipt and acknowledgement verify without the gateway, against the very bytes of both sides',
  },
  notice: {
    vi: 'Công an thông báo lại cho Mặt trận; những phần không được chuyển:',
    en: 'The police give notice of it to the Front, without what it may not have:',
  },
  decided: {
    vi: 'Công an ra quyết định khởi tố trong hệ thống của mình, không ai gửi gì:',
    en: 'The police decide to prosecute, in their own system, and nobody sends anything:',
  },
  toldByItself: {
    vi: 'Mặt trận, nơi đã chuyển tin, và Viện kiểm sát kiểm sát việc giải quyết đều được cổng báo',
    en: 'The Front, which passed the matter on, and the procuracy that supervises it are told by the gateway',
  },
  nobodySent: {
    vi: 'Đã vào hệ thống của Mặt trận; trạng thái ghi rõ do cổng lập từ trả lời của Công an, không ai ký gửi',
    en: 'It is in the Front’s system; its status says that the gateway made it from what the police answered',
  },
  noneOfIt: {
    vi: 'Không phần nào trong số đó có trong tài liệu Mặt trận nhận được.',
    en: 'None of that is in the document that the Front gets.',
  },
  communes: {
    vi: 'Công an hai nơi chuyển tố giác mà mỗi nơi nhận 30 giờ trước:',
    en: 'The police of two communes hand over what each received 30 hours ago:',
  },
  islandPost: { vi: 'Công an đặc khu Phú Quốc (đảo)', en: 'Phu Quoc special zone police (an island)' },
  wardPost: { vi: 'Công an phường Long Xuyên', en: 'Long Xuyen ward police' },
  hours: { vi: 'giờ', en: 'hours' },
  inTime: { vi: 'đúng hạn, đến', en: 'in time, until' },
  tooLate: { vi: 'quá hạn từ', en: 'overdue since' },
  bothSeen: {
    vi: 'Cùng một giờ nhận, hạn tùy địa bàn; Viện kiểm sát thấy cả hai',
    en: 'The same hour of receipt, a limit by the commune; the procuracy sees both',
  },
  noAnswer: { vi: 'không trả lời', en: 'no answer' },
  asksIt: { vi: 'cổng hỏi', en: 'the gateway asks it' },
  pushes: { vi: 'tự gửi đến cổng', en: 'it pushes' },
  dropsFiles: { vi: 'nộp tệp vào thư mục', en: 'it deposits files' },
  log: { vi: 'Nhật ký: tính lại toàn bộ từ các bản ghi', en: 'The log: recomputed from its entries' },
  entries: { vi: 'bản ghi', en: 'entries' },
  receipts: { vi: 'biên nhận khớp', en: 'receipts match' },
  tampered: {
    vi: 'Sửa một byte trong bản sao của nhật ký, sửa cả mã băm cho khớp',
    en: 'One byte changed in a copy of the log, and its hash made to fit',
  },
  caught: { vi: 'bị phát hiện', en: 'caught' },
  notCaught: { vi: 'KHÔNG bị phát hiện', en: 'NOT caught' },
  expected: {
    vi: 'Đối chiếu với cách tính độc lập từ chính sách và dữ liệu gốc',
    en: 'Against an independent evaluation of policies and stories',
  },
  compared: { vi: 'trường', en: 'fields' },
  differences: { vi: 'khác biệt', en: 'differences' },
  seconds: { vi: 'giây', en: 'seconds' },
} as const satisfies Record<string, Words>

/** Stages of a transfer that is on its way as it should be. */
export const stageWords = {
  received: { vi: 'nhận', en: 'received' },
  parsed: { vi: 'đọc được', en: 'parsed' },
  translated: { vi: 'dịch', en: 'translated' },
  routed: { vi: 'đúng tuyến', en: 'routed' },
  stored: { vi: 'lưu', en: 'stored' },
  receipted: { vi: 'có biên nhận', en: 'receipted' },
  delivered: { vi: 'đã giao', en: 'delivered' },
  acknowledged: { vi: 'đã ký nhận', en: 'acknowledged' },
} as const satisfies Record<string, Words>
export type Stage = keyof typeof stageWords
