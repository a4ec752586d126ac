/** What the made-up matters are about. `{noi}` stands for the commune, `{tien}` for an amount in million đồng. */

export interface Plot {
  readonly kinds: readonly string[]
  readonly field?: string
  /** Article of the Criminal Code, clause and point. */
  readonly offences: readonly { readonly code: string; readonly clause?: string; readonly point?: string }[]
  readonly summary: string
  /** What the procuracy asks to be verified. */
  readonly verify: string
  readonly suspectNote: string
}

/** Matters of every day; the first is told again where nothing else fits. */
export const plots: readonly Plot[] = [
  {
    kinds: ['TO_GIAC', 'TIN_BAO'],
    field: 'DAT_DAI',
    offences: [{ code: 'BLHS.229', clause: '2', point: 'b' }],
    summary:
      'Cán bộ địa chính tại {noi} bị tố giác lập khống hồ sơ nguồn gốc đất, tham mưu cấp 07 giấy chứng nhận quyền sử dụng đất trên phần đất công do Nhà nước quản lý, trị giá khoảng {tien} triệu đồng; ranh thửa được chỉnh sửa sau khi đo đạc.',
    verify:
      'Trích lục bản đồ địa chính các năm 2015, 2020; đối chiếu sổ mục kê; làm rõ người ký xác nhận nguồn gốc đất.',
    suspectNote: 'Công chức địa chính, được phân công thẩm tra hồ sơ cấp giấy.',
  },
  {
    kinds: ['KIEN_NGHI_KHOI_TO'],
    field: 'MUA_SAM',
    offences: [{ code: 'BLHS.222', clause: '1' }, { code: 'BLHS.364' }],
    summary:
      'Qua thanh tra việc mua sắm trang thiết bị dạy học tại {noi}, phát hiện ba nhà thầu dự thầu có chung người lập hồ sơ, giá trúng thầu cao hơn giá thị trường khoảng {tien} triệu đồng; chủ đầu tư chia nhỏ gói thầu để chỉ định thầu rút gọn.',
    verify: 'Thu thập hồ sơ mời thầu, biên bản mở thầu, chứng thư thẩm định giá; làm rõ quan hệ giữa ba nhà thầu.',
    suspectNote: 'Giám đốc đơn vị trúng thầu; có tên trong hai hồ sơ dự thầu khác.',
  },
  {
    kinds: ['TIN_BAO', 'TO_GIAC'],
    field: 'TAI_CHINH',
    offences: [{ code: 'BLHS.353', clause: '3', point: 'a' }],
    summary:
      'Thủ quỹ một đơn vị sự nghiệp tại {noi} bị phản ánh lập phiếu chi khống tiền hỗ trợ hộ nghèo, chiếm giữ khoảng {tien} triệu đồng trong hai năm; chứng từ có chữ ký giống nhau của nhiều người nhận.',
    verify: 'Giám định chữ ký trên danh sách chi trả; lấy lời khai người có tên trong danh sách nhưng không nhận tiền.',
    suspectNote: 'Thủ quỹ, trực tiếp giữ tiền mặt và lập bảng kê.',
  },
  {
    kinds: ['TO_GIAC'],
    field: 'XAY_DUNG_CO_BAN',
    offences: [
      { code: 'BLHS.219', clause: '2' },
      { code: 'BLHS.360', clause: '1', point: 'd' },
    ],
    summary:
      'Công trình nâng cấp đường giao thông nông thôn tại {noi} nghiệm thu khống khối lượng đá cấp phối; nền đường lún, nứt sau ba tháng sử dụng. Thiệt hại ban đầu ước {tien} triệu đồng.',
    verify: 'Trưng cầu giám định chất lượng công trình; làm rõ trách nhiệm của tư vấn giám sát và ban quản lý dự án.',
    suspectNote: 'Chỉ huy trưởng công trình, ký biên bản nghiệm thu khối lượng.',
  },
  {
    kinds: ['TO_GIAC', 'TU_THU'],
    offences: [{ code: 'BLHS.174', clause: '3', point: 'a' }],
    summary:
      'Người bị tố giác tự xưng có suất mua nền tái định cư giá rẻ tại {noi}, nhận đặt cọc của nhiều người với tổng số tiền khoảng {tien} triệu đồng rồi bỏ đi khỏi nơi cư trú.',
    verify:
      'Sao kê các tài khoản nhận tiền; xác minh nơi ở hiện nay của người bị tố giác; ghi lời khai những người đã đặt cọc.',
    suspectNote: 'Đã đi khỏi nơi đăng ký thường trú, chưa rõ chỗ ở hiện nay.',
  },
  {
    kinds: ['TIN_BAO'],
    field: 'TAI_SAN_CONG',
    offences: [{ code: 'BLHS.219', clause: '1' }],
    summary:
      'Trụ sở dôi dư sau sắp xếp đơn vị hành chính tại {noi} được cho thuê làm kho lúa, bãi đậu xe mà không qua đấu giá; tiền thuê khoảng {tien} triệu đồng không nộp ngân sách.',
    verify: 'Yêu cầu cung cấp hợp đồng cho thuê, sổ quỹ; làm rõ người quyết định và số tiền đã thu.',
    suspectNote: 'Người ký hợp đồng cho thuê, nguyên kế toán trưởng.',
  },
  {
    kinds: ['TO_GIAC', 'TIN_BAO'],
    field: 'TUYEN_DUNG',
    offences: [{ code: 'BLHS.354', clause: '2', point: 'd' }],
    summary:
      'Thí sinh dự tuyển viên chức tại {noi} tố giác có người trong hội đồng gợi ý nộp {tien} triệu đồng để được chấm điểm phỏng vấn cao; có ghi âm cuộc gọi và tin nhắn chuyển khoản.',
    verify: 'Thu giữ bản gốc ghi âm; đối chiếu phiếu chấm phỏng vấn; xác minh chủ tài khoản nhận tiền.',
    suspectNote: 'Ủy viên hội đồng tuyển dụng.',
  },
  {
    kinds: ['TIN_BAO', 'TRUC_TIEP_PHAT_HIEN'],
    field: 'DOANH_NGHIEP_NHA_NUOC',
    offences: [
      { code: 'BLHS.355', clause: '2' },
      { code: 'BLHS.356', clause: '1' },
    ],
    summary:
      'Phụ trách kho của một công ty có vốn nhà nước tại {noi} xuất gạo dự trữ cho thương lái không có lệnh, ghi sổ là hao hụt tự nhiên; lượng thiếu trị giá khoảng {tien} triệu đồng.',
    verify: 'Kiểm kê kho có đại diện Viện kiểm sát; đối chiếu phiếu cân, camera cổng kho; làm rõ người duyệt hao hụt.',
    suspectNote: 'Thủ kho, giữ chìa khóa và sổ xuất nhập.',
  },
  {
    kinds: ['TO_GIAC'],
    offences: [{ code: 'BLHS.175', clause: '2', point: 'c' }],
    summary:
      'Chủ hụi tại {noi} tuyên bố vỡ hụi sau khi hốt nhiều phần hụi bằng tên người khác; các hụi viên tố giác bị chiếm giữ khoảng {tien} triệu đồng.',
    verify: 'Đối chiếu sổ hụi với lời khai hụi viên; làm rõ thời điểm mất khả năng chi trả và ý thức chiếm đoạt.',
    suspectNote: 'Chủ hụi, có đăng ký thường trú tại địa phương.',
  },
  {
    kinds: ['TO_GIAC', 'TIN_BAO'],
    field: 'DAU_TU',
    offences: [
      { code: 'BLHS.228', clause: '1' },
      { code: 'BLHS.356', clause: '2' },
    ],
    summary:
      'Dự án khu du lịch ven biển tại {noi} san lấp, phân lô trên đất rừng phòng hộ khi chưa được giao đất; cán bộ quản lý xây dựng bị cho là làm ngơ, để hình thành 23 nền nhà, số tiền chuyển nhượng khoảng {tien} triệu đồng.',
    verify: 'Đo đạc hiện trạng; làm rõ văn bản cho phép san lấp và trách nhiệm kiểm tra xây dựng.',
    suspectNote: 'Người đại diện chủ đầu tư.',
  },
]

/** Matters of the named stories that need a plot of their own. */
export const storyPlots = {
  'nguoi-chua-thanh-nien': {
    kinds: ['TO_GIAC'],
    offences: [{ code: 'BLHS.174', clause: '1' }],
    summary:
      'Gia đình tố giác có người lợi dụng mạng xã hội dụ dỗ con chưa thành niên tại {noi} cung cấp mã xác thực, chiếm đoạt khoảng {tien} triệu đồng trong tài khoản của mẹ; cháu bị đe dọa phát tán hình ảnh.',
    verify:
      'Lấy lời khai người chưa thành niên có người đại diện tham gia, theo Luật Tư pháp người chưa thành niên; bảo mật hồ sơ.',
    suspectNote: 'Chủ tài khoản mạng xã hội, chưa rõ lai lịch.',
  },
  'giau-voi-vien-kiem-sat': {
    kinds: ['TRUC_TIEP_PHAT_HIEN'],
    field: 'HOAT_DONG_TU_PHAP',
    offences: [{ code: 'BLHS.364', clause: '3' }],
    summary:
      'Nguồn tin trực tiếp phát hiện: có người tại {noi} chuẩn bị {tien} triệu đồng để tác động đến người tham gia giải quyết một vụ việc; đang kiểm tra, chưa thông báo ra ngoài đơn vị thụ lý.',
    verify: 'Chưa có yêu cầu.',
    suspectNote: 'Người môi giới, đang theo dõi.',
  },
  'giau-voi-cong-an': {
    kinds: ['TO_GIAC'],
    field: 'HOAT_DONG_TU_PHAP',
    offences: [{ code: 'BLHS.354', clause: '2', point: 'c' }],
    summary:
      'Đơn tố giác cán bộ điều tra tại {noi} nhận {tien} triệu đồng để thay đổi hướng giải quyết một nguồn tin; thuộc thẩm quyền của Cơ quan điều tra Viện kiểm sát nhân dân tối cao.',
    verify: 'Làm thủ tục chuyển nguồn tin; hạn chế người được biết.',
    suspectNote: 'Cán bộ điều tra, đang công tác.',
  },
  'nac-danh': {
    kinds: ['TIN_BAO_TTDC'],
    field: 'TIEP_CONG_DAN',
    offences: [{ code: 'BLHS.360', clause: '1' }],
    summary:
      'Báo chí đăng thông tin do bạn đọc giấu tên cung cấp: cán bộ tiếp công dân tại {noi} giữ lại đơn, không vào sổ, để quá thời hiệu khiếu nại bồi thường; thiệt hại người dân nêu khoảng {tien} triệu đồng.',
    verify: 'Đối chiếu sổ tiếp công dân với biên nhận người dân giữ.',
    suspectNote: 'Cán bộ phụ trách tiếp công dân.',
  },
  'kien-nghi-khoi-to': {
    kinds: ['KIEN_NGHI_KHOI_TO'],
    field: 'XAY_DUNG_CO_BAN',
    offences: [
      { code: 'BLHS.219', clause: '3' },
      { code: 'BLHS.222', clause: '2', point: 'b' },
    ],
    summary:
      'Kết luận thanh tra dự án kè chống sạt lở tại {noi} xác định khối lượng nghiệm thu khống, giá vật liệu nâng so với thông báo giá; thiệt hại ước {tien} triệu đồng; hồ sơ có dấu hiệu tội phạm, kiến nghị khởi tố.',
    verify: 'Trưng cầu giám định thiệt hại; đối chiếu nhật ký thi công với biên bản nghiệm thu.',
    suspectNote: 'Giám đốc ban quản lý dự án, ký nghiệm thu và thanh toán.',
  },
} as const satisfies Record<string, Plot>
