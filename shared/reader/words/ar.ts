/** The reader's words in Arabic. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses one reader, in the masculine that stands for all. */
export const ar: ReaderWords = {
  language: 'ar',
  report: {
    keys: KEYS,
    invitation: 'هل لاحظت خطأً؟ حدِّده من فضلك واضغط {key}',
    touchInvitation: 'هل لاحظت خطأً؟ حدِّده من فضلك واضغط «{report}»',
    needsScript: 'للإبلاغ عن خطأ، يرجى تفعيل JavaScript في المتصفح.',
    report: 'الإبلاغ عن خطأ',
    context: 'في النص',
    suggestion: 'الصواب',
    note: 'ملاحظة إلى هيئة التحرير (اختيارية)',
    send: 'إرسال',
    sending: 'جارٍ الإرسال…',
    cancel: 'إلغاء',
    close: 'إغلاق',
    thanks: 'شكرًا لك. وصل بلاغك إلى هيئة التحرير.',
    follow: 'متابعة ما يؤول إليه',
    selectFirst: 'حدِّد أولًا الكلمات التي فيها خطأ، ثم اضغط {key}.',
    tooLong: 'المقطع طويل. يرجى تحديد {count} حرف على الأكثر.',
    tooMany: 'وردت بلاغات كثيرة من شبكتك. يرجى المحاولة مجددًا بعد ساعة.',
    wordsGone: 'لم تعد هذه الكلمات في المقال؛ ربما صُحِّح الخطأ. يرجى إعادة تحميل الصفحة.',
    wordsChanged:
      'تعرض الصفحة هنا كلمات غير كلمات المقال، ربما لأنها مترجمة. يرجى عرض النص الأصلي وتحديد الكلمات من جديد.',
    failed: 'تعذّر إرسال بلاغك. ما كتبته ما زال محفوظًا؛ يرجى المحاولة مرة أخرى.',
  },
  receipt: {
    title: 'بلاغك',
    statuses: {
      open: { title: 'وصل البلاغ', text: 'تسلّمت هيئة التحرير بلاغك وستنظر فيه.' },
      accepted: { title: 'صُحِّح الخطأ', text: 'كنت على حق. جرى تصحيح المقال.' },
      declined: { title: 'لم يتغيّر النص', text: 'نظرت هيئة التحرير في بلاغك وأبقت النص على حاله.' },
      resolved: { title: 'أُغلق البلاغ', text: 'نظرت هيئة التحرير في بلاغك وأغلقته.' },
    },
    marked: 'الكلمات التي حدّدتها',
    proposed: 'تصحيحك',
    received: 'تاريخ الوصول: {date}',
    settled: 'تاريخ الإغلاق: {date}',
    keepLink: 'احتفظ بعنوان هذه الصفحة: هنا تعرف ما يؤول إليه بلاغك.',
    back: 'العودة إلى المقال',
  },
  picture: { from: 'صورة من {host}', show: 'عرض' },
  missing: {
    title: 'لا يوجد مقال هنا',
    text: 'ربما سُحب من النشر أو تغيّر عنوانه.',
  },
};
