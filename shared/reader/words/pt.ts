/** The reader's words in Portuguese, in turns that both Portugal and Brazil write. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers without a pronoun, since Portugal and Brazil have different ones. */
export const pt: ReaderWords = {
  language: 'pt',
  report: {
    keys: KEYS,
    invitation: 'Encontrou um erro? Selecione-o e pressione {key}',
    touchInvitation: 'Encontrou um erro? Selecione-o e toque em “{report}”',
    needsScript: 'Para comunicar um erro, ative o JavaScript no navegador.',
    report: 'Comunicar um erro',
    context: 'No texto',
    suggestion: 'Como deveria estar',
    note: 'Nota para a redação (opcional)',
    send: 'Enviar',
    sending: 'Enviando…',
    cancel: 'Cancelar',
    close: 'Fechar',
    thanks: 'Agradecemos. A sua mensagem chegou à redação.',
    follow: 'Ver o andamento',
    selectFirst: 'Selecione primeiro as palavras erradas e depois pressione {key}.',
    tooLong: 'O trecho é demasiado longo. Selecione no máximo {count} caracteres.',
    tooMany: 'Chegaram mensagens demais da sua rede. Tente novamente daqui a uma hora.',
    wordsGone:
      'Estas palavras já não estão no artigo; talvez o erro já tenha sido corrigido. Recarregue a página.',
    wordsChanged:
      'A página mostra aqui palavras diferentes das do artigo; talvez esteja traduzida. Mostre o original e selecione as palavras de novo.',
    failed: 'Não foi possível enviar a mensagem. O que escreveu continua aqui; tente novamente.',
  },
  receipt: {
    title: 'A sua mensagem',
    statuses: {
      open: { title: 'Recebida', text: 'A redação recebeu a sua mensagem e vai analisá-la.' },
      accepted: { title: 'Corrigido', text: 'Tinha razão. O artigo foi corrigido.' },
      declined: {
        title: 'Sem alteração',
        text: 'A redação analisou a sua mensagem e manteve o texto como estava.',
      },
      resolved: { title: 'Concluída', text: 'A redação analisou a sua mensagem e encerrou-a.' },
    },
    marked: 'As palavras assinaladas',
    proposed: 'A sua correção',
    received: 'Recebida em {date}',
    settled: 'Concluída em {date}',
    keepLink: 'Guarde o endereço desta página: aqui verá o que acontece à sua mensagem.',
    back: 'Voltar ao artigo',
  },
  picture: { from: 'Imagem de {host}', show: 'Mostrar' },
  missing: {
    title: 'Não há nenhum artigo aqui',
    text: 'Pode ter sido retirado, ou o seu endereço pode ter mudado.',
  },
};
