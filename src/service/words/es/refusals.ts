/** What the server refuses, in Spanish as the app speaks it. */
import type { ProblemParams } from "../../shift/problem.js";
import type { Told } from "../../shift/told.js";
import type { RefusalParams, Thing } from "../refusal.js";
import { type Texts, textIn } from "../texts.js";
import type { Writing } from "../writing.js";
import { esProblems } from "./problems.js";
import { esTrade } from "./trade.js";

/** With the word that points at it: `no existe ese reporte`. */
const things: Readonly<Record<Thing, string>> = {
  account: "esa cuenta",
  activity_type: "ese tipo de actividad",
  alert: "esa alerta",
  bill: "ese estado de pago",
  client: "ese cliente",
  contract: "ese contrato",
  dataset: "ese registro de datos",
  day: "ese día",
  delegation: "ese reemplazo",
  file: "ese archivo",
  hole: "ese pozo",
  identity: "esa identidad",
  item: "ese insumo",
  job: "esa tarea",
  key: "esa clave",
  message: "ese mensaje pendiente o abandonado",
  person: "esa persona",
  photo: "esa foto",
  project: "ese proyecto",
  provider: "ese proveedor",
  report: "ese reporte",
  revision: "esa revisión",
  rig: "esa máquina",
  session: "esa sesión",
  settings: "esa configuración",
  tenant: "esa empresa",
  thing: "eso",
  webhook: "ese webhook",
};

const MIB = 1 << 20;

const firstOf = (first: Told<ProblemParams>, writing: Writing): string => textIn(esProblems, first, writing);

export const esRefusals: Texts<RefusalParams> = {
  "no-route": "esa ruta no existe; /api/openapi.json las enumera",
  methods: ({ methods }) => `esta ruta admite ${methods.join(", ")}`,
  "other-host": "la solicitud es para otro servidor",
  "cross-site":
    "lo que cambia algo debe venir de una página de este servicio, o mostrar una clave: no trajo `Sec-Fetch-Site: same-origin` ni un `Origin` de este servicio",
  "not-signed-in": "ingrese, o envíe una clave de API o un token como `Authorization: Bearer …`",
  "other-tenant": "esta página es de otra empresa que la sesión: cárguela de nuevo",
  "no-permission": ({ permission }) => `a esta cuenta le falta el permiso ${permission}`,
  "by-session": "para eso hay que ingresar: una clave no puede",
  "too-many-tries": ({ seconds }) => `demasiados intentos; el próximo se atiende en ${seconds} s`,
  "no-such": ({ what }) => `no existe ${things[what]}`,
  changed: ({ what, version }) =>
    `otra persona cambió ${things[what]} mientras tanto${version === null ? "" : `: va en la versión ${version}`}`,
  "if-match-missing": "envíe como If-Match el ETag de lo que se cambia",
  "if-match-new": "ya existe: envíe como If-Match el ETag de lo que se cambia",
  etag: 'If-Match debe ser el ETag de lo que se cambia, como «"7"»',
  "key-too-long": ({ most }) => `Idempotency-Key puede tener ${most} caracteres`,
  "other-request": "esta Idempotency-Key se envió con otra solicitud; use una nueva para cada una",
  "under-way": "la misma solicitud se está atendiendo; pregunte de nuevo en un momento",
  "body-broken": "el contenido se cortó, o no es lo que dice Content-Encoding",
  "body-too-large": ({ bytes }) =>
    `el contenido puede tener ${bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes} bytes`}`,
  "body-packed": ({ encoding }) => `no se lee contenido comprimido con ${encoding}; con gzip, sí`,
  "body-type": ({ types }) => `el contenido debe ser del tipo ${types.join(", ")}`,
  "body-not-utf8": "el contenido no es UTF-8",
  "body-not-json": ({ why }) => `el contenido no es JSON: ${why}`,
  "disk-full": "no queda espacio en el disco del servicio; no se cambió nada",
  failed: ({ id }) => `el servicio falló y no se cambió nada; su registro tiene más bajo ${id}`,
  "too-many-listeners": ({ most }) => `esta cuenta ya escucha ${most} veces`,
  busy: "se pide demasiado a la vez de los datos registrados; pruebe de nuevo en un momento",
  "lists-busy": "se escriben demasiadas listas a la vez; pruebe de nuevo en un momento",
  "papers-busy": "se preparan demasiados documentos a la vez; pruebe de nuevo en un momento",
  "too-many-answers": ({ most }) => `ya se leen ${most} respuestas a la vez; pruebe de nuevo en un momento`,
  "not-acceptable": ({ asked, known }) => `no hay nada como ${asked}; hay ${known.join(", ")}`,
  "in-its-words": ({ words }) => words,

  required: "falta este dato",
  additionalProperties: "aquí nada lleva ese nombre",
  anyOf: "no es nada de lo que puede ser",
  enum: ({ values }) => `debe ser uno de ${values.join(", ")}`,
  type: ({ type }) => `debe ser del tipo ${type}`,
  pattern: ({ pattern }) => `debe cumplir el patrón ${pattern}`,
  format: ({ format }) => `debe tener el formato ${format}`,
  minLength: ({ limit }) =>
    limit === 1 ? "debe tener 1 carácter o más" : `debe tener ${limit} caracteres o más`,
  maxLength: ({ limit }) => `puede tener ${limit} caracteres`,
  minItems: ({ limit }) => `debe tener ${limit} o más`,
  maxItems: ({ limit }) => `puede tener ${limit}`,
  uniqueItems: "cada uno va una sola vez",
  minimum: ({ limit }) => `debe ser ${limit} o más`,
  maximum: ({ limit }) => `debe ser ${limit} o menos`,
  "does-not-hold": "no es coherente",

  "more-decimals": "tiene más decimales de los que se guardan",
  "beyond-count": "tanto, a ese precio, es más de lo que se puede contar",
  "sum-beyond-count":
    "suma más de lo que se puede contar con exactitud: busque entre sus cantidades y precios un error de escritura y corríjalo",
  "no-day": "debe ser un día del calendario",
  "no-month": ({ text }) => `${text} no es un mes como 2026-03`,
  "no-instant": ({ text }) => `${text} no es un instante con su desfase, como 2026-03-28T06:00:00Z`,
  "no-moment": ({ text }) => `${text} no es una hora; escríbala como 2009-03-01 o 2009-03-01T06:00:00`,
  "before-start": "no puede ser anterior al inicio",
  "not-after-from": "tiene que ser posterior al inicio: no hay ninguna fila entre los dos",
  "clock-without-zone": "nada dice el huso del reloj de la máquina: escriba la hora sin huso",
  "too-many-days": ({ most }) => `pida ${most} días como máximo`,
  "too-many-months": ({ most }) => `los meses van de uno a otro posterior, ${most} como máximo`,
  "not-to-come": "debe ser un instante futuro, con su desfase",
  "not-past": "debe ser un instante que ya pasó",
  "reference-missing": ({ what }) => `aquí no existe ${things[what]}`,
  "named-or-missing": "nombra algo que no existe, o algo que existe lo nombra",
  "not-storable": ({ what }) => `un valor no se puede guardar: ${what}`,
  "no-text": "un texto tiene un carácter sin sentido, o la mitad de uno",
  cursor: "ese cursor no lo dio ninguna lista",
  "id-taken": "otro ya tiene ese identificador",
  taken: ({ what, columns }) => `ya hay otro con lo mismo (${what}: ${columns.join(", ")})`,

  "not-kept": ({ at, first }, writing) => `el reporte no se puede guardar: ${at} ${firstOf(first, writing)}`,
  "rig-not-yours": "elija una máquina de esta cuenta",
  "other-client": "el contrato es de otro cliente; elija uno del cliente del reporte",
  "slot-taken": ({ date, slot }, writing) =>
    `la máquina ya tiene un reporte del ${writing.date(date)}, turno ${slot}`,
  locked: ({ state }) => `el reporte está en estado «${esTrade.states[state]}» y su contenido está cerrado`,
  "left-state": ({ state }) =>
    `el reporte está en estado «${esTrade.states[state]}», y desde ahí eso no se puede hacer`,
  decided: ({ event, by }) => `ya se decidió sobre esta versión: ${esTrade.events[event]}, por ${by}`,
  "decided-now": "ya se decidió sobre esta versión",
  "named-twice": "un turno está dos veces; nombre cada uno una vez",
  "no-revision": ({ revision }) => `el reporte no tiene revisión ${revision}`,
  "reads-only": "esta cuenta lee los reportes y no los comenta",
  "office-own": ({ what }) =>
    ({
      alerts: "las alertas son para la gente de la empresa",
      stock: "las existencias son para la gente de la empresa",
      approval: "cuánto tarda la oficina en aprobar es asunto de la oficina",
    })[what],
  "own-acts": "esta cuenta solo lee sus propios actos",
  "chain-broken": ({ seq, what }) =>
    `la cadena de auditoría se rompe en el evento ${seq}: ${
      {
        missing: "el evento falta",
        "not-following": "el evento no sigue al anterior",
        changed: "el evento fue modificado",
        "last-missing": "faltan los últimos eventos",
        "other-end": "la cadena no termina donde quedó",
      }[what]
    }`,
  "revision-changed": ({ revision, report }) =>
    `la revisión ${revision} del reporte ${report} fue modificada`,
  "bill-changed": ({ period, contract }) =>
    `el estado de pago ${period} del contrato ${contract} no es el que se emitió`,
  "photo-missing": ({ sha256 }) => `falta la foto ${sha256}`,
  "photo-changed": ({ sha256 }) => `la foto ${sha256} fue modificada`,
  "too-many-reports": ({ count, more, most }) =>
    `${more ? "más de " : ""}${count} reportes no caben en un archivo así (${most}); acote las fechas y saque varios, o use CSV, que los toma todos`,
  "nothing-of-day": "no hay nada de ese día: ninguna máquina tiene un reporte, ni uno que falte",

  "no-photo-library":
    "este servicio no guarda fotos: falta la biblioteca que las revisa; ejecute npm install sharp donde corre",
  "no-picture": ({ type }) => `los bytes no son una imagen del tipo ${type}`,
  "picture-broken": "la imagen no se puede leer, o tiene más de 60 millones de píxeles",
  "no-digest": "envíe el hash de los bytes como Content-Digest: sha-256=:…:",
  "other-digest": "los bytes no son los de Content-Digest: cambiaron en el camino",
  "other-photo": ({ sha256 }) =>
    `el reporte tiene otra foto con ese identificador: su hash anunciado es ${sha256}`,

  "project-of-other": "es de otro cliente; elija un proyecto de este cliente",
  "not-activated": ({ first }, writing) =>
    `el contrato no se puede poner en vigencia: ${firstOf(first, writing)}`,
  "contract-ended": "el contrato ya terminó",
  "contract-not-active": "solo se termina un contrato vigente",
  "contract-locked": "un contrato vigente solo cambia con una nueva versión: haga una del mismo código",
  "not-begun": ({ month }, writing) => `${writing.month(month)} no ha empezado: no hay nada que emitir`,
  "not-issued": ({ first }, writing) => `el estado de pago no se puede emitir: ${firstOf(first, writing)}`,
  "issued-now": "otra persona emitió el estado de pago en este momento",
  "other-total": "el estado de pago ahora llega a otro total; revíselo",
  "charge-late": ({ month }, writing) =>
    `el estado de pago de ${writing.month(month)} está emitido: un cargo va en un mes abierto`,
  "charge-elsewhere": ({ date, month }, writing) =>
    `un cargo del ${writing.date(date)} no es de ${writing.month(month)}`,

  "items-only": "de los datos maestros, esta cuenta solo cambia insumos",
  "no-delivery": "una entrega es mayor que 0",
  "no-count": "un conteo es 0 o más",
  "no-correction": "una corrección es mayor o menor que 0",
  "no-dataset": ({ dataset, known }) =>
    `aquí no hay ningún registro de datos ${dataset}; ${known.length === 0 ? "no hay ninguno" : `hay ${known.join(", ")}`}`,
  "dataset-unreadable": ({ words }) => `los datos no se pueden leer ahora: ${words}`,

  "sign-in-refused": "el correo o la contraseña no son correctos, o el código donde hace falta",
  "code-needed": "envíe también el código del segundo factor, como `code`",
  "sso-only":
    "en esta empresa se ingresa con su propio proveedor; con contraseña, solo un administrador con segundo factor",
  "which-tenant": "esta cuenta está en varias empresas; envíe una como `tenant`",
  "a-tenant": ({ name }) => name,
  "link-used": "el enlace ya se usó, o es demasiado antiguo; pida uno nuevo",
  "address-taken": "otra cuenta tiene ese correo",
  "weak-password": ({ why, limit }) =>
    ({
      short: `necesita ${limit} caracteres o más`,
      long: `puede tener ${limit} caracteres`,
      simple: "es una repetición de pocos caracteres",
      personal: "es poco más que el nombre o el correo de su dueño",
    })[why],
  "wrong-password": "la contraseña es otra",
  "password-needed": "envíe también la contraseña de la cuenta, como `password`",
  "stale-session": ({ minutes }) =>
    `esta cuenta no tiene contraseña: cierre la sesión, ingrese de nuevo por su proveedor y hágalo antes de ${minutes} minutos`,
  "wrong-code": "el código no coincide; revise el reloj del teléfono",
  "factor-there": "ya hay un segundo factor; quítelo antes de poner otro",
  "key-for-token": "solo se da un token por una clave de API",
  "key-beyond-maker": ({ permissions }) =>
    `una clave no puede más que quien la crea, a quien le falta ${permissions.join(", ")}`,
  "first-admin": "un super_admin crea al primer administrador de una empresa, y este a todos los demás",
  "terminal-alone": "un super_admin solo se crea en la terminal",
  "admin-does-that": "eso lo hace un administrador de la empresa",
  "last-admin": "es el último administrador de la empresa; nombre antes a otro",
  "in-tenant": "ya hay alguien con ese correo en esta empresa",
  "own-account": "eso lo debe hacer otro administrador: es su propia cuenta",
  "other-company": "la cuenta se usa también en otra empresa; termine aquí su participación",
  "client-of-role": "el rol de cliente, y ningún otro, pertenece a un cliente",
  "rigs-of-role": "solo un supervisor tiene máquinas propias",
  "deputy-of-other": "en la oficina, cada uno nombra reemplazo solo para sí",
  "tenant-by-other-name": "esa empresa existe, con otro nombre",
  "own-tenant": "es la empresa en la que ha iniciado sesión: entre en otra para dejarla de lado",
  "shared-service": "varias empresas comparten este servicio: lo hace quien lo lleva",
  "job-running": "se está haciendo en este momento",
  "no-provider": "configure antes un proveedor, y pruébelo",
  "no-second-factor":
    "antes, un administrador necesita un segundo factor, para el día en que el proveedor no responda",
  "provider-silent": ({ provider }) => `${provider} no responde; pruebe de nuevo, o ingrese con contraseña`,
  "token-unseen": ({ why }) => `${why}; el token no se puede revisar ahora`,
  issuer: ({ why }) => why,
  "no-directory": "indique el directorio (tid) cuya gente puede ingresar",
  "same-audience": "las máquinas necesitan una audiencia propia: registre la API aparte del ingreso",
  "no-groups": "para ingresar por grupos hacen falta grupos que tengan un rol aquí",
  "only-way-in": "es la única forma de ingresar a esta cuenta; ponga antes una contraseña",

  "no-mail-server": "no hay servidor de correo configurado; WITS_SMTP_URL lo nombra",
  "no-address": "esta cuenta no tiene correo",
  "webhook-address": ({ why, host }) =>
    ({
      "no-url": "no es una URL",
      "no-https": "debe empezar con https://",
      password: "una URL con contraseña se muestra donde no debe; las solicitudes van firmadas",
      private: `${host} es una dirección dentro de una red, y no se toca; WITS_WEBHOOK_NETWORKS la permite`,
    })[why],
  "too-many-webhooks": ({ most }) => `ya hay ${most} webhooks; quite uno antes`,
};
