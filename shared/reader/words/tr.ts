/** The reader's words in Turkish. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as siz. */
export const tr: ReaderWords = {
  language: 'tr',
  report: {
    keys: KEYS,
    invitation: 'Bir hata mı gördünüz? Lütfen seçip {key} tuşlarına basın',
    touchInvitation: 'Bir hata mı gördünüz? Lütfen seçip “{report}” düğmesine dokunun',
    needsScript: 'Hata bildirmek için lütfen tarayıcınızda JavaScript’i açın.',
    report: 'Hata bildir',
    context: 'Metinde',
    suggestion: 'Doğrusu',
    note: 'Yazı işlerine not (isteğe bağlı)',
    send: 'Gönder',
    sending: 'Gönderiliyor…',
    cancel: 'Vazgeç',
    close: 'Kapat',
    thanks: 'Teşekkür ederiz. Bildiriminiz yazı işlerine ulaştı.',
    follow: 'Sonucunu izleyin',
    selectFirst: 'Önce hatalı sözcükleri seçin, sonra {key} tuşlarına basın.',
    tooLong: 'Bu bölüm çok uzun. Lütfen en fazla {count} karakter seçin.',
    tooMany: 'Ağınızdan çok fazla bildirim geldi. Lütfen bir saat sonra yeniden deneyin.',
    wordsGone:
      'Bu sözcükler artık yazıda yok; hata düzeltilmiş olabilir. Lütfen sayfayı yenileyin.',
    wordsChanged:
      'Sayfa burada yazıdakinden başka sözcükler gösteriyor; çevrilmiş olabilir. Lütfen özgün metni gösterip sözcükleri yeniden seçin.',
    failed: 'Bildiriminiz gönderilemedi. Yazdıklarınız duruyor; lütfen yeniden deneyin.',
  },
  receipt: {
    title: 'Bildiriminiz',
    statuses: {
      open: { title: 'Alındı', text: 'Bildiriminiz yazı işlerine ulaştı, incelenecek.' },
      accepted: { title: 'Düzeltildi', text: 'Haklıydınız. Yazı düzeltildi.' },
      declined: {
        title: 'Değiştirilmedi',
        text: 'Bildiriminiz incelendi, metin olduğu gibi bırakıldı.',
      },
      resolved: { title: 'Sonuçlandı', text: 'Bildiriminiz incelendi ve sonuçlandırıldı.' },
    },
    marked: 'Seçtiğiniz sözcükler',
    proposed: 'Düzeltmeniz',
    received: 'Alındı: {date}',
    settled: 'Sonuçlandı: {date}',
    keepLink: 'Bu sayfanın adresini saklayın: bildiriminizin sonucunu burada görebilirsiniz.',
    back: 'Yazıya dön',
  },
  picture: { from: '{host} sitesinden görsel', show: 'Göster' },
  missing: {
    title: 'Burada bir yazı yok',
    text: 'Yayından kaldırılmış ya da adresi değişmiş olabilir.',
  },
};
