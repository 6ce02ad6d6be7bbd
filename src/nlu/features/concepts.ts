/**
 * Words that mean about the same to this business, in Spanish and Portuguese, as plain words after abbreviations are written
 * out; `*` ends a beginning of words. A word may be in several lists. The model learns what a concept speaks for, so that a
 * word that no training message has can still be understood. Lists are knowledge of the languages, not of any test.
 */
const CONCEPTS: Readonly<Record<string, string>> = {
  internet:
    'internet wifi fi red rede banda fibra mega megas conexion conexao conecta* coneccion navega* inalambric* datos modem',
  velocidad:
    'lent* lerd* velocidad velocidade rapid* demora* carga carrega tortuga intermitent* pega trava',
  senal: 'senal sinal cobertura rayita* barrita* antena',
  television:
    'television televisao televisor* pantalla canal canales canais programa programas satelital dth cable',
  fijo: 'fijo fixo convencional tono tom auricular linea linha telefono telefone telefonia',
  movil: 'movil celular celulares chip chips prepago pospago smartphone',
  equipo:
    'modem modems router routers roteador ruter decodificador* deco decos cajita caja aparato* aparatit* aparelho* equipo equipos equipit* equipamento* ont onu terminal dispositivo* maquinita',
  accesorio: 'cargador control cable cables mando adaptador fuente accesorio* cabo cabos',
  devolver:
    'devolv* devuelv* devolucion* devolucao retorn* regres* entreg* restitu* dejar llevar deixar levar',
  ya_hecho:
    'devolvi entregue deje lleve devolvimos entregamos dejamos entregaron retiraron llevaron levaram devuelto* entregado* devolvido* levou deixei levei',
  recoger: 'recoj* recog* retir* buscar pasan pasar pasen',
  factura: 'factura* planilla* recibo* fatura* conta boleto* nota detalle mensualidad cuenta cuota',
  cobrar:
    'cobr* cargo cargos cargaron cargad* rubro* valor valores debit* descont* tarifa monto facturan facturaron importe',
  pago: 'pag* abon* deposit* transfer* deposito adeud* deuda* deb* mora atrasad* vencid* cancelado saldo plata dinero',
  caro: 'caro cara carisim* alto alta altisim* elevad* subio subieron aument* excesiv* exager* doble duplicad* salad* demas incremento dispar*',
  error:
    'error errad* mal incorrect* equivocad* incoherente* cuadra injust* indebid* reconozco reconheco erro errada',
  correo:
    'correo correos mail mails email emails gmail hotmail buzon bandeja cosacorreo caixa eletronico electronico',
  digital:
    'electronic* digital* pdf descarg* baj* imprim* impres* web pagina portal virtual baixar',
  dato: 'datos dados cadastro informacion ficha registro registrad* apellido* nombre nombres nome cedula sobrenome actualiz* atualiz* corrij* correg* modific* alter*',
  direccion:
    'direccion domicilio endereco vivienda casa departamento apartamento ubicacion residencia',
  mudanza:
    'mud* traslad* traspas* mover muevo cambio cambiar cambie cambiarme transferir reubic* translado',
  titular:
    'titular* duen* propietari* dono dona herenc* fallec* murio falecid* falecer ceder cesion cessao traspas* nombre abonado',
  familia:
    'papa mama padre madre hijo hija hermano hermana esposo esposa marido abuelo abuela abuelit* suegro suegra tio tia primo prima sobrino sobrina cunado cunada nuera yerno mae pai filho filha irmao irma avo',
  vecino:
    'vecin* vizinh* companer* amig* cunad* colega* conocid* otros demas todos todas otras gente parient*',
  tecnico: 'tecnic* instalador* cuadrilla* reparador* visita visitas visitar inspeccion',
  reparar:
    'arregl* repar* revis* consert* instal* poner conect* compon* solucion* mantenimiento revis*',
  ausencia:
    'plantad* asom* aparec* aparic* present* espera* faltaron incumpl* llego llegaron vino vinieron vieram veio chegou chegaram apareceu aguard* embarcad*',
  agendar:
    'agend* cita citas turno turnos reserv* marcar coordin* program* programar horario visita fecha',
  turno: 'turno turnos fila cola filas colas portal senha',
  plazo:
    'plazo plazos prazo limite ultimo tope vence* caduca* tiempo dias cuando quando fecha tarde data',
  lugar:
    'donde onde oficina* agencia* sucursal* local locales loja lojas centro cac punto puntos escritorio ventanilla lugar mall lado',
  horario:
    'hora horas horario* atienden atencion atendimento abren cierran abiert* cerrad* feriado feriados domingo* sabado* funcionam',
  contactar:
    'contact* comunic* llam* llame llamo llamar ligar ligam telefonear marc* numero numeros escrib* canales canal',
  quien:
    'quien quienes quem cuales quais algunos cualquiera seleccionad* dirigid* aplica participa* incluye incluid* grupo',
  todos: 'todo todos toda todas tudo clientes cliente usuario* abonado*',
  masivo:
    'sector barrio ciudad cidade bairro zona calle cuadra manzana parroquia canton provincia region masiv* general* nacional vecindario urbanizacion ciudadela',
  averia:
    'averia* dano danos falla* fallo* caid* cayo cae problema* apagon corte cortes incidente* colaps* mantenimiento interrup* caiu queda pane',
  ausente_servicio:
    'muert* mudo muda apagad* sirve funciona funcionan vale valen anda prende coge cogen agarra pierde perdio fue carga falta foco* lucecita* luz',
  cortar: 'cort* suspend* bloque* inhabilit* desactiv* deshabilit* limitad*',
  reactivar:
    'reactiv* reconect* rehabilit* habilit* activ* desbloque* levant* restablec* religar devuelv* volver',
  cancelar:
    'cancel* baja retir* retiro termin* finaliz* anul* desafili* renunci* encerr* desinstal* desligar rescind* desist* irme voy largo salir salgo sair salirme',
  otra_empresa:
    'claro movistar netlife xtrim tuenti directv starlink puntonet celerity vivo tim oi competencia concorrencia tvcable ecuanet operadora* maxiplus univisa',
  permanencia:
    'permanen* contrat* clausula* multa* penal* fidel* castig* sancion* minim* obligad* amarr* antes anticipad* adendum plazo vigencia',
  real: 'real reales verdad verdader* oficial* autentic* legit* fals* estaf* fraud* golpe phish* hack* virus confi* trucho* trampa cuento engan* robo mentira fake malicios* suplant* clon* sospech* desconfi* segur*',
  encuesta:
    'encuest* pesquis* cuestionari* formulari* preguntas preguntan preguntitas questionari* sondeo enquete calific* responder respondi conteste llene llenar respuestas perguntas',
  retomar:
    'continu* reanud* retom* termin* complet* segui* acab* pendiente medias inconclus* mitad metade',
  proposito: 'sirve fin finalidad objetivo motivo proposito razon qual utilidad serve trata',
  mensaje:
    'mensaj* mensag* whatsapp texto textos aviso avisos notificacion* comunicad* cadena chat audio grabacion sms correo',
  promo:
    'promo* campan* publicidad propaganda* oferta* anuncio* marketing comercial* difusion envios',
  enviar:
    'envi* mand* mandar manda mandan remit* despach* comparte* pasan reenvi* escriben escribe',
  recibir: 'recib* receb* lleg* llega cheg* cayo caer tocó toco gano',
  cumple:
    'cumpleanos cumpleaner* cumplir cumplo natalici* nacimiento nasc* torta pastel* velas gif felicit* parabens felicid* onomastico fiesta emojicumple',
  aniversario:
    'aniversario* antiguedad anos ano decada lustro cumplo fidel* celebr* homenaje video felicit*',
  beneficio:
    'benefici* ventaja* premi* regal* obsequi* descuent* incluid* incluye inclu* gratis brinde* presente vantage* bono gratuit* recompens* extra extras sorpresa',
  programacion:
    'programacion programacao cartelera grilla estren* pelicul* filme* partido* serie* novela* futbol futebol deporte* estreia* lanzamiento* transmit* dar pasan destacad* film cine',
  asunto: 'asunto* assunto titulo encabezad* titul* linea cabecera tema',
  acta: 'acta actas ata comprobante* comprov* papel papeles documento* respaldo* constancia certificad* recibo hoja recepcion',
  reclamo: 'reclam* quej* disput* impugn* contest* apel* inconform* desacuerdo',
  queja:
    'pesim* malisim* malo mala ladron* rata ratas ratero* inept* asco* porqueri* mierda basura verguenza sinverguenz* estafador* incompet* inutil* horrible* terrible* desastr* fatal lixo ruim palhac* irrespons* abus* mediocr* hart* cansad* molest* indign* furios* puta carajo cono maldit* idiota* estupid* bruto* imbecil* mentiros* lament* decepcion* insatisf* dessatis* raiva burl* deficiente* tramposo* emojienojo fraude',
  regulador:
    'arcotel defensor* denunci* demand* abogad* juici* judicial* legal* procon anatel ente superintend* consumidor fiscal* autoridad* tribunal* ley leyes advogad* processar lei ministerio regulador* constitucion*',
  humano:
    'persona personas humano humana asesor* agente agentes operador* ejecutiv* alguien supervisor* atendente* gente pessoa* alguem funcionari* representante* jefe encargad* senorita gerente',
  maquina:
    'robot* bot maquina* automatic* computadora contestadora grabadora ia inteligencia virtual robo',
  empleado:
    'asesor* vendedor* mostrador front particular* personal personales propio propia empleado* trabajador* pessoal',
  dejar_de:
    'dejen deja pare paren parem basta elimin* borr* quit* saqu* sacar molest* spam tire tirem desuscrib* exclu* retiren fastidi* harto suscrip* insist*',
  idioma:
    'ingles english quichua kichwa portugues idioma* lengua lenguas hablan habla frances speak spanish espanol shuar castellano aleman italiano lingua falam fala',
  equivocado:
    'equivoc* confund* errad* engano otra persona conozco conheco senor pertenec* anterior busca buscan procura procurando',
  numero:
    'numero numeros celular telefono contacto desconocid* distint* diferent* otro otra nuevo nueva identific* desconhecid*',
  gracias:
    'gracias agradec* agradecid* obrigad* amable* gentil* genial chevere bendig* valeu pague grato emojigracias brigad* ayuda',
  saludo:
    'hola buenas buenos buen dias tardes noches saludos ola alo oi bom boa tarde noite holi hey emojisaludo salve',
  despedida:
    'adios chao chau chaito bye luego pronto vemos hasta tchau ate cuidese cuidate despido nada mas logo falou',
  si: 'si claro obvio simon afirmativo dale listo ok okey oki correcto exacto supuesto acuerdo perfecto sip sim certo isso bueno hagale emojisi yes',
  no: 'no nop nel nunca jamas tampoco negativo ningun ninguno nao nada nadie emojino nunca ni nega',
  querer:
    'quier* quisier* dese* necesit* ocupo quero preciso gostaria solicit* requier* pretendo interes*',
  como: 'como manera forma pasos proceso procedimiento tramite requisito* jeito modo',
  precio: 'cuanto quanto precio costo cuest* vale preco valor sale custa',
  banco:
    'banco bancos tarjeta* visa cooperativa* pichincha produbanco bolivariano cajero prestamo* credito cheque diners deuna nubank pix transferencia hipoteca poliza',
  servicio_basico:
    'luz agua electric* energia gas interagua cnel medidor alcantarill* basura apagon* tanquero esgoto',
  gobierno:
    'sri iess registro civil cedula pasaporte predio ruc licencia matricula* multa votar voto elecc* cne municipio alcald* presidente ministerio bono senescyt ant passaporte imposto rg cpf policia fiscalia biess',
  salud:
    'medic* doctor* hospital clinica dolor fiebre remedio* pastilla* farmacia* vacuna* enferm* embaraz* dentista operacion cirugia dor consulta posto psicolog*',
  comida:
    'comida receta pizza pollo arroz almuerzo* pan leche carne camaron pescado torta ceviche encebollado hambre restaurante* cocin* bolon sopa marmita queijo fome kfc jugo cerveza huevos',
  mascota: 'perr* gat* mascota* cachorr* vaca* gallina* caballo loro cao veterinari* pez',
  vehiculo:
    'carro* auto moto bus taxi uber camion llanta* aceite manej* licencia gasolina pasaje* terminal onibus transito avion vuelo* vehicul* chofer tren aeropuerto',
  deporte_ajeno:
    'barcelona emelec liga estadio gol clasico mundial seleccion jugador* campeonato gimnasio jogo time flamengo',
  estudio:
    'tarea* deber* examen* colegio escuela universidad tesis profe* clase* matematic* ensayo materia* alumno* beca curso* licao escola prova maestr* notas',
  amor: 'amor novi* te amo besos extrano carino corazon mi vida namor* saudade boda matrimonio casar',
  compra_ajena:
    'vendo venden compr* zapato* ropa temu shein amazon pedido* paquete* encomienda* servientrega tienda supermercado mercado oferta catalogo arriend* alquil* terreno vende shopee',
  venta:
    'contratar adquirir promocion* plan planes instalar cotiz* nuevo nueva cuota* financ* portar* portabilidad* migrar paquete* pasarme',
  recarga: 'recarg* saldo paquete* minutos megas roaming credito',
  oficio:
    'plomer* gasfiter* electricista* carpinter* lavadora* refriger* cocina licuadora albanil pintor* mecanic* cerrajer* encanador eletricista',
  trabajo:
    'trabajo empleo vacante* sueldo hoja contratando pasant* puesto curriculo emprego vaga jubil* despid*',
  cuenta_ajena:
    'facebook instagram tiktok gmail netflix google youtube icloud windows zoom spotify contrasena clave usuario hackear* hackea* cuenta app aplicacion',
  clave_wifi: 'clave contrasena senha password nombre',
}

type Lexicon = { whole: Map<string, string[]>; beginnings: Map<string, string[]> }

const add = (index: Map<string, string[]>, key: string, concept: string): void => {
  const concepts = index.get(key)
  if (!concepts) index.set(key, [concept])
  else if (!concepts.includes(concept)) concepts.push(concept)
}

const readLexicon = (): Lexicon => {
  const lexicon: Lexicon = { whole: new Map(), beginnings: new Map() }
  for (const [concept, words] of Object.entries(CONCEPTS)) {
    for (const word of words.split(' ')) {
      if (word.endsWith('*')) add(lexicon.beginnings, word.slice(0, -1), concept)
      else add(lexicon.whole, word, concept)
    }
  }
  return lexicon
}

const lexicon = readLexicon()
const SHORTEST_BEGINNING = 3
const LONGEST_BEGINNING = 12

/** The concepts of a plain word, in the order of the lists; most words have none. */
export const conceptsOf = (word: string): string[] => {
  const concepts = [...(lexicon.whole.get(word) ?? [])]
  const longest = Math.min(word.length, LONGEST_BEGINNING)
  for (let length = SHORTEST_BEGINNING; length <= longest; length++) {
    const found = lexicon.beginnings.get(word.slice(0, length))
    if (found) concepts.push(...found.filter((concept) => !concepts.includes(concept)))
  }
  return concepts
}
