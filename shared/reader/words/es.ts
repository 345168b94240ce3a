/** The reader's words in Spanish. */
import { KEYS } from '../reader-words.ts';
import type { ReaderWords } from '../reader-words.ts';

/** Addresses readers as usted. */
export const es: ReaderWords = {
  language: 'es',
  report: {
    keys: KEYS,
    invitation: '¿Ha visto un error? Selecciónelo y pulse {key}',
    touchInvitation: '¿Ha visto un error? Selecciónelo y toque «{report}»',
    needsScript: 'Para avisar de un error, active JavaScript en el navegador.',
    report: 'Avisar de un error',
    context: 'En el texto',
    suggestion: 'Cómo debería decir',
    note: 'Nota para la redacción (opcional)',
    send: 'Enviar',
    sending: 'Enviando…',
    cancel: 'Cancelar',
    close: 'Cerrar',
    thanks: 'Gracias. Su aviso ha llegado a la redacción.',
    follow: 'Ver qué ocurre con él',
    selectFirst: 'Seleccione primero las palabras erróneas y después pulse {key}.',
    tooLong: 'El pasaje es demasiado largo. Seleccione como máximo {count} caracteres.',
    tooMany: 'Han llegado demasiados avisos desde su red. Inténtelo de nuevo dentro de una hora.',
    wordsGone:
      'Estas palabras ya no están en el artículo; puede que el error ya se haya corregido. Vuelva a cargar la página.',
    wordsChanged:
      'La página muestra aquí palabras distintas de las del artículo; puede que esté traducida. Muestre el original y seleccione las palabras de nuevo.',
    failed: 'No se pudo enviar el aviso. Lo que ha escrito sigue aquí; inténtelo de nuevo.',
  },
  receipt: {
    title: 'Su aviso',
    statuses: {
      open: { title: 'Recibido', text: 'La redacción ha recibido su aviso y lo revisará.' },
      accepted: { title: 'Corregido', text: 'Tenía razón. El artículo se ha corregido.' },
      declined: {
        title: 'Sin cambios',
        text: 'La redacción ha revisado su aviso y ha dejado el texto como estaba.',
      },
      resolved: { title: 'Resuelto', text: 'La redacción ha revisado su aviso y lo ha cerrado.' },
    },
    marked: 'Las palabras señaladas',
    proposed: 'Su corrección',
    received: 'Recibido el {date}',
    settled: 'Resuelto el {date}',
    keepLink: 'Guarde la dirección de esta página: aquí verá qué ocurre con su aviso.',
    back: 'Volver al artículo',
  },
  picture: { from: 'Imagen de {host}', show: 'Mostrar' },
  missing: {
    title: 'Aquí no hay ningún artículo',
    text: 'Puede que se haya retirado o que su dirección haya cambiado.',
  },
};
