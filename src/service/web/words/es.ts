/** Every word of the app, in Spanish as drilling crews from Mexico to Chile read it: impersonal, or with `usted`. */

import { esBilled } from "../../words/es/billed.js";
import { esProblems } from "../../words/es/problems.js";
import { esRefusals } from "../../words/es/refusals.js";
import { esRig } from "../../words/es/rig.js";
import { esTrade } from "../../words/es/trade.js";
import { plural } from "../../words/plural.js";
import type { Words } from "./en.js";
import { esAccess } from "./es-access.js";
import { esBills } from "./es-bills.js";
import { esOffice } from "./es-office.js";
import { esReport } from "./es-report.js";
import { esUpkeep } from "./es-upkeep.js";

export const es: Words = {
  ...esAccess,
  ...esBills,
  ...esOffice,
  ...esReport,
  ...esUpkeep,
  app: {
    skip: "Ir al contenido",
    menu: "Menú",
    more: "Más",
    filter: "Filtrar",
    filtered: (set) => `Filtro: ${set}`,
    clearFilters: "Quitar los filtros",
    close: "Cerrar",
    notFound: "Esa página no existe.",
    notForYou: "Esta página no es para su rol.",
    offline: (since) =>
      `Sin conexión con el servidor desde ${since}. Lo que escriba queda guardado en este dispositivo.`,
    ended: "Su sesión terminó. Todo sigue guardado aquí; ingrese para enviarlo.",
    signIn: "Ingresar",
    ofTime: (time) => `Datos de ${time}`,
    nothingYet: "Aquí todavía no hay nada.",
    loading: "Cargando …",
    noLinkNothing: "No hay conexión con el servidor, y esto no se había visto antes en este dispositivo.",
    notKept: (why) =>
      `Este dispositivo no puede guardar lo que escribe (${why}). Deje la página abierta y libere espacio o busque conexión.`,
    notOpen: "No se abre el almacén de este dispositivo",
    notOpenWhy: (why) =>
      `El navegador dice: ${why}. No se pierde nada. Se intenta de nuevo cada pocos segundos; si no ayuda, cierre el navegador y ábralo otra vez.`,
    unreadable: (count) =>
      `No se puede leer ${plural(count, "reporte", "reportes")} de este dispositivo: lo escrito antes de que alguien saliera está sellado. Lo que tiene el servidor sigue allí.`,
    clockOff: (by, isAhead) =>
      `El reloj de este dispositivo está ${by} ${isAhead ? "adelantado" : "atrasado"} respecto del servidor. Póngalo en hora: con él se elige el turno.`,
  },
  pages: {
    today: "Hoy",
    shifts: "Turnos",
    day: "Día",
    inbox: "Pendientes",
    device: "Este dispositivo",
    report: "Reporte",
    portal: "Reportes",
    holes: "Pozos",
    analytics: "Análisis",
    stock: "Existencias",
    rigs: "Máquinas",
    lists: "Datos maestros",
    company: "Empresa",
    service: "Servicio",
    account: "Mi cuenta",
    contracts: "Contratos",
    boq: "Estados de pago",
  },
  states: esTrade.states,
  reasons: esTrade.reasons,
  billed: esBilled,
  rigTold: esRig,
  problems: esProblems,
  refusals: esRefusals,
  signIn: {
    title: "Ingresar",
    email: "Correo",
    password: "Contraseña",
    code: "Código del segundo factor",
    codeHint: "Seis dígitos de su aplicación, o un código de recuperación.",
    tenant: "Empresa",
    go: "Ingresar",
    going: "Ingresando …",
    noLink: "El servidor no responde. Para ingresar hace falta conexión; pruebe de nuevo cuando la haya.",
    unsent: (count) =>
      `${plural(count, "reporte", "reportes")} de este dispositivo todavía no se ${count === 1 ? "envió" : "enviaron"}. Ingrese con la misma cuenta y se ${count === 1 ? "enviará" : "enviarán"}.`,
    otherPerson: "Si ingresa otra persona, se borran los reportes no enviados de este dispositivo.",
    missing: "Complételo para seguir.",
    show: "Mostrar la contraseña",
    forgotten: "Olvidé la contraseña",
    forgottenHint:
      "Por correo llega un enlace con el que elige una contraseña nueva. Sirve durante una hora.",
    sendLink: "Enviar el enlace",
    linkSent:
      "Si hay una cuenta con esta dirección, el correo va en camino. Si no llega ninguno, pida un enlace a un administrador de su empresa.",
    back: "Volver a ingresar",
    byRecovery: "Usar un código de recuperación",
    recoveryHint: "Uno de los códigos que anotó al activar el segundo factor.",
  },
  pin: {
    title: "Bloqueado",
    ask: "PIN de este dispositivo",
    open: "Abrir",
    wrong: "Ese no es el PIN.",
    wait: (seconds) => `Demasiados intentos. Espere ${plural(seconds, "segundo", "segundos")}.`,
  },
  fields: {
    time: "Escriba una hora como 18:30.",
    outside: (from, to) => `El turno va de ${from} a ${to}.`,
    missing: "Falta este dato.",
    hours: "Escriba horas como 12, 6.5 o 6:30.",
    turn: (field) => `${field}: cambiar el signo`,
  },
  trouble: {
    "no-link": "Sin conexión con el servidor",
    "sign-in": "Ingrese para enviar",
    refused: "El servidor no lo aceptó",
    choose: "Cambió aquí y en otro lugar: hay que elegir",
    locked: "Está cerrado en el servidor; lo que cambió aquí se queda aquí",
    failed: "El servidor no pudo recibirlo",
    since: (time) => `desde ${time}`,
    next: (time) => `próximo intento ${time}`,
    tries: (count) => plural(count, "intento", "intentos"),
  },
  device: {
    title: "Este dispositivo",
    queue: "Por enviar",
    queueEmpty: "No hay nada pendiente. Todo está en el servidor.",
    sendNow: "Intentar ahora",
    reportsKept: (count) => `${plural(count, "reporte guardado", "reportes guardados")} aquí`,
    photosKept: (count) => `${plural(count, "foto guardada", "fotos guardadas")} aquí`,
    storage: "Espacio",
    used: (used, quota) => `${used} ocupados de ${quota}`,
    full: "está lleno",
    nearlyFull:
      "Queda poco espacio. Busque conexión para que las fotos pasen al servidor y dejen este dispositivo.",
    persistent: "El navegador conserva lo que hay aquí.",
    notPersistent:
      "El navegador puede borrar lo que hay aquí si le falta espacio, o tras varios días sin uso.",
    persist: "Pedir que lo conserve",
    install: "Instalar la aplicación",
    installHint: "Instalada, se abre desde la pantalla de inicio y conserva sus datos por más tiempo.",
    installed: "La aplicación está instalada.",
    installIos: "En un iPad o iPhone: compartir y luego «Agregar a inicio».",
    worker: {
      none: "La aplicación necesita conexión para abrirse.",
      ready: "La aplicación se abre sin conexión.",
      waiting: "Desde el próximo inicio se usará una nueva versión.",
    },
    pin: "PIN",
    pinHint:
      "Con un PIN, lo que hay en este dispositivo solo se lee después de escribirlo. Cuatro dígitos o más.",
    newPin: "PIN nuevo",
    setPin: "Poner el PIN",
    removePin: "Quitar el PIN",
    pinSet: "Hay un PIN puesto.",
    pinShort: "Cuatro dígitos o más.",
    lockNow: "Bloquear ahora",
    look: "Apariencia",
    language: "Idioma",
    languageMissing: "Para este idioma hace falta conexión una vez. Pruebe de nuevo cuando la haya.",
    lengths: "Metros o pies",
    lengthNames: { company: "como la empresa", m: "metros", ft: "pies" },
    colours: "Colores",
    colourNames: { system: "como el dispositivo", day: "de día", night: "de noche" },
    mails: "Correo",
    mailsHint: "Lo que espera por usted y qué pasó con sus reportes.",
    mailNames: { "at-once": "al momento, uno por uno", digest: "uno al día", none: "ninguno" },
    mailsOff: "No se envían correos: este servicio todavía no tiene servidor de correo.",
    account: "Cuenta",
    signedInAs: (name, tenant) => `${name}, ${tenant}`,
    signOut: "Salir",
    signOutUnsent: (count) =>
      count === 1
        ? "1 reporte o foto no se envió. ¿Salir y perderlo?"
        : `${count} reportes o fotos no se enviaron. ¿Salir y perderlos?`,
    signOutQuestion: "¿Salir? Se borra lo que está guardado en este dispositivo; en el servidor queda todo.",
    master: "Listas",
    masterAt: (time) => `Máquinas, pozos, personas e insumos, con datos de ${time}`,
    refresh: "Traerlas de nuevo",
  },
  history: {
    title: "Historial",
    revision: (number) => `revisión ${number}`,
    insteadOf: (name) => `en lugar de ${name}`,
  },
  portal: {
    toDecide: (count) => `Por decidir: ${count}`,
    decided: "Decididos",
    all: "Todos los reportes",
  },
  charts: { asTable: "Lo mismo en una tabla", unknown: "sin dato" },
  dialog: {
    yes: "Sí",
    no: "No",
    cancel: "Cancelar",
    ok: "Aceptar",
    comment: "Comentario",
    commentNeeded: "Diga por qué.",
  },
};
