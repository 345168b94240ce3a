/** The reader's words in Chinese, simplified characters. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as 您. */
export const zhHans: ReaderWords = {
  language: 'zh-Hans',
  report: {
    keys: KEYS,
    invitation: '发现错误？请选中错误文字，然后按 {key}',
    touchInvitation: '发现错误？请选中错误文字，然后点按“{report}”',
    needsScript: '如需报告错误，请启用浏览器的 JavaScript。',
    report: '报告错误',
    context: '原文',
    suggestion: '正确写法',
    note: '给编辑的留言（选填）',
    send: '发送',
    sending: '正在发送…',
    cancel: '取消',
    close: '关闭',
    thanks: '谢谢！编辑部已收到您的报告。',
    follow: '查看处理结果',
    selectFirst: '请先选中有错误的文字，再按 {key}。',
    tooLong: '选中的文字过长，请最多选择 {count} 个字符。',
    tooMany: '来自您所在网络的报告过多，请一小时后再试。',
    wordsGone: '文章中已没有这些文字，错误可能已经更正。请刷新页面。',
    wordsChanged: '页面此处显示的文字与文章不同，可能是译文。请显示原文后重新选择。',
    failed: '未能发送。您填写的内容仍保留在此，请再试一次。',
  },
  receipt: {
    title: '您的报告',
    statuses: {
      open: { title: '已收到', text: '编辑部已收到您的报告，将会查看。' },
      accepted: { title: '已更正', text: '您说得对，文章已经更正。' },
      declined: { title: '未作改动', text: '编辑部看过您的报告，决定保留原文。' },
      resolved: { title: '已处理', text: '编辑部看过您的报告，并已处理完毕。' },
    },
    marked: '您标出的文字',
    proposed: '您的更正',
    received: '收到日期：{date}',
    settled: '处理日期：{date}',
    keepLink: '请保存本页地址，您可以在这里查看报告的处理结果。',
    back: '返回文章',
  },
  picture: { from: '来自 {host} 的图片', show: '显示' },
  missing: { title: '这里没有文章', text: '文章可能已撤下，或者地址已变更。' },
};
