/** Words of running the service, in Spanish. */
import type { Words } from "./en.js";

export const esUpkeep: Pick<Words, "upkeep"> = {
  upkeep: {
    title: "El servicio",
    parts: { jobs: "Tareas", backups: "Respaldos", companies: "Empresas" },
    jobsHint:
      "Lo que el servicio hace por sí mismo, para todas las empresas. Lo que falla se intenta de nuevo a los diez minutos.",
    states: { waiting: "todavía no", running: "en curso", done: "hecha", failed: "falló" },
    does: {
      deliver: "Enviar correos y webhooks pendientes",
      proposals: "Proponer turnos terminados con lo que registró su equipo",
      release: "Enviar al cliente los reportes aprobados",
      deemed: "Dar por aceptados los reportes que el cliente no decidió a tiempo",
      alerts: "Avisar de reportes que faltan",
      "rig-gaps": "Comparar los reportes con lo que registró su equipo",
      reminders: "Recordar a quien tiene un reporte pendiente",
      digest: "Escribir el correo único del día",
      "bill-mail": "Enviar a los jefes el monto del día anterior",
      issue: "Emitir las cuentas del mes anterior",
      backup: "Respaldar todo lo que guarda el servicio",
      quality: "Comprobar la cadena de auditoría, los reportes y las fotos",
      retention: "Olvidar lo que ya no sirve",
      "audit-head": "Comunicar el final de la cadena de auditoría",
    },
    now: "Hacerla ahora",
    again: "Intentar de nuevo",
    last: (time) => `Última: ${time}`,
    since: (time) => `Desde ${time}`,
    next: (time) => `próxima: ${time}`,
    always: "todo el tiempo",
    backup: {
      now: "Respaldar ahora",
      last: (time) => `El último respaldo es de ${time}.`,
      none: "Todavía no hay respaldos.",
      running: "Se está haciendo un respaldo. Mientras tanto se puede trabajar.",
      failed: (why) => `El último falló: ${why}`,
      kept: (folder, keep) =>
        `Cada noche en ${folder}. Se guardan los últimos ${keep} de las noches y los últimos ${keep} que alguien pidió.`,
      nowhere:
        "No se hacen respaldos: este servicio no sabe dónde guardarlos. WITS_BACKUP_FOLDER nombra un lugar, en otro disco; entonces se hace uno cada noche.",
      postgres:
        "La base de datos es PostgreSQL: pg_dump la respalda, y la carpeta de fotos y claves se copia como cualquier carpeta.",
      of: "De",
      files: "Archivos",
      size: "Tamaño",
      place: "Carpeta",
      restore: "Recuperar uno",
      stop: "Detenga el servicio.",
      run: "Ejecute esto, con una carpeta nueva. Se llena cuando todo el respaldo está bien.",
      begin: "Inicie el servicio con esa carpeta.",
      offsite: "Lleve copias también a otro lugar: lo que está en el mismo disco se pierde con él.",
    },
    companies: {
      hint: "Comparten este servicio y nada más. Usted ve que están aquí, y nada de lo que es suyo.",
      add: "Agregar una empresa",
      name: "Nombre",
      id: "Identificador",
      idHint: "Minúsculas, cifras y guiones. No se cambia después.",
      idWrong: "Minúsculas, cifras y guiones, 40 como máximo.",
      taken: "Ya hay una empresa con ese identificador.",
      since: "Desde",
      active: "activa",
      aside: "suspendida",
      putAside: "Suspender",
      takeBack: "Reactivar",
      own: "ha iniciado sesión en ella",
      asideQuestion: (name) =>
        `¿Suspender ${name}? Desde entonces nadie de ella puede entrar, y nada se envía por ella. Lo que tiene se conserva, y puede reactivarla.`,
      added: (name) =>
        `${name} está aquí. Cierre la sesión y entre en ella: invite luego a su primer administrador en Empresa.`,
    },
  },
};
