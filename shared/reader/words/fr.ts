/** The reader's words in French. */
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as vous, and calls the keys what French keyboards do. */
export const fr: ReaderWords = {
  language: 'fr',
  report: {
    keys: { control: 'Ctrl+Entrée', command: '⌘+Entrée' },
    invitation: 'Vous avez remarqué une erreur ? Sélectionnez-la et appuyez sur {key}',
    touchInvitation: 'Vous avez remarqué une erreur ? Sélectionnez-la et touchez « {report} »',
    needsScript: 'Pour signaler une erreur, veuillez activer JavaScript.',
    report: 'Signaler une erreur',
    context: 'Dans le texte',
    suggestion: 'Ce qu’il faudrait lire',
    note: 'Note à la rédaction (facultatif)',
    send: 'Envoyer',
    sending: 'Envoi en cours…',
    cancel: 'Annuler',
    close: 'Fermer',
    thanks: 'Merci. Votre signalement est arrivé à la rédaction.',
    follow: 'Voir la suite qui lui est donnée',
    selectFirst: 'Sélectionnez d’abord les mots fautifs, puis appuyez sur {key}.',
    tooLong: 'Ce passage est trop long. Sélectionnez {count} caractères au plus.',
    tooMany: 'Trop de signalements sont venus de votre réseau. Veuillez réessayer dans une heure.',
    wordsGone:
      'Ces mots ne sont plus dans l’article ; l’erreur est peut-être déjà corrigée. Veuillez recharger la page.',
    wordsChanged:
      'La page affiche ici d’autres mots que l’article ; elle est peut-être traduite. Veuillez afficher l’original et sélectionner de nouveau les mots.',
    failed:
      'Votre signalement n’a pas pu être envoyé. Ce que vous avez écrit est conservé ; veuillez réessayer.',
  },
  receipt: {
    title: 'Votre signalement',
    statuses: {
      open: { title: 'Reçu', text: 'La rédaction a reçu votre signalement et va l’examiner.' },
      accepted: { title: 'Corrigé', text: 'Vous aviez raison. L’article a été corrigé.' },
      declined: {
        title: 'Sans changement',
        text: 'La rédaction a examiné votre signalement et maintenu le texte.',
      },
      resolved: { title: 'Traité', text: 'La rédaction a examiné votre signalement et l’a clos.' },
    },
    marked: 'Les mots signalés',
    proposed: 'Votre correction',
    received: 'Reçu le {date}',
    settled: 'Traité le {date}',
    keepLink:
      'Conservez l’adresse de cette page : vous y verrez la suite donnée à votre signalement.',
    back: 'Retour à l’article',
  },
  picture: { from: 'Image de {host}', show: 'Afficher' },
  missing: {
    title: 'Il n’y a pas d’article ici',
    text: 'Il a peut-être été retiré, ou son adresse a changé.',
  },
};
