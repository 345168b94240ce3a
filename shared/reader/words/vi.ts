/** The reader's words in Vietnamese. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as bạn. */
export const vi: ReaderWords = {
  language: 'vi',
  report: {
    keys: KEYS,
    invitation: 'Bạn phát hiện lỗi? Hãy bôi đen chỗ sai rồi nhấn {key}',
    touchInvitation: 'Bạn phát hiện lỗi? Hãy chọn chỗ sai rồi chạm vào “{report}”',
    needsScript: 'Để báo lỗi, vui lòng bật JavaScript trong trình duyệt.',
    report: 'Báo lỗi',
    context: 'Trong bài',
    suggestion: 'Cách viết đúng',
    note: 'Lời nhắn cho tòa soạn (không bắt buộc)',
    send: 'Gửi',
    sending: 'Đang gửi…',
    cancel: 'Hủy',
    close: 'Đóng',
    thanks: 'Cảm ơn bạn. Tòa soạn đã nhận được thông báo.',
    follow: 'Xem kết quả xử lý',
    selectFirst: 'Trước hết hãy bôi đen những từ bị sai, rồi nhấn {key}.',
    tooLong: 'Đoạn này quá dài. Vui lòng chọn tối đa {count} ký tự.',
    tooMany: 'Có quá nhiều thông báo từ mạng của bạn. Vui lòng thử lại sau một giờ.',
    wordsGone: 'Những từ này không còn trong bài; có thể lỗi đã được sửa. Vui lòng tải lại trang.',
    wordsChanged:
      'Trang này đang hiển thị những từ khác với bài viết; có thể trang đã được dịch. Vui lòng hiển thị bản gốc và chọn lại.',
    failed: 'Không gửi được thông báo. Nội dung bạn viết vẫn còn đây; vui lòng thử lại.',
  },
  receipt: {
    title: 'Thông báo của bạn',
    statuses: {
      open: { title: 'Đã nhận', text: 'Tòa soạn đã nhận được thông báo và sẽ xem xét.' },
      accepted: { title: 'Đã sửa', text: 'Bạn nói đúng. Bài viết đã được sửa.' },
      declined: {
        title: 'Không thay đổi',
        text: 'Tòa soạn đã xem xét thông báo của bạn và giữ nguyên câu chữ.',
      },
      resolved: { title: 'Đã xử lý', text: 'Tòa soạn đã xem xét và xử lý xong thông báo của bạn.' },
    },
    marked: 'Những từ bạn đã chọn',
    proposed: 'Cách sửa của bạn',
    received: 'Nhận ngày {date}',
    settled: 'Xử lý ngày {date}',
    keepLink: 'Hãy lưu địa chỉ trang này: tại đây bạn sẽ thấy kết quả xử lý thông báo.',
    back: 'Trở lại bài viết',
  },
  picture: { from: 'Hình ảnh từ {host}', show: 'Hiện' },
  missing: {
    title: 'Không có bài viết nào ở đây',
    text: 'Có thể bài đã được gỡ xuống hoặc địa chỉ đã thay đổi.',
  },
};
