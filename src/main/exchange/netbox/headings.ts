/**
 * What NetBox writes over the columns of its tables, in lower case: the field's own name, as its import forms and its API have it,
 * then the headings of its screens in the languages that it is translated into.
 */

/** The headings of each column. */
export const headings = {
  name: 'name|jméno|navn|nombre|nom|nome|名前|이름|nosaukums|naam|nazwa|имя|i̇sim|ad|назва|名称',
  site: 'site|lokalita|område|standort|sitio|sito|サイト|사이트|vieta|placówka|площадка|тех. майданчик|站点',
  location:
    'location|lokace|beliggenhed|lokation|ubicación|emplacement|locazione|ロケーション|구역|telpa|locatie|lokalizacja|local|локация|konum|розташування|位置',
  status: 'status|stav|estado|statut|stato|ステータス|状態|상태|statuss|-status|статус|durum|状态',
  role: "role|device role|role zařízení|rolle|enhedsrolle|geräterolle|rol|función del dispositivo|rôle|rôle de l'appareil|ruolo|ruolo del dispositivo|ロール|デバイスロール|역할|장비 역할|loma|iekārtas loma|rol van het apparaat|rola|rola urządzenia|função|função do dispositivo|роль|роль устройства|cihaz rolü|роль пристрою|角色|设备角色",
  manufacturer:
    'manufacturer|výrobce|producent|hersteller|fabricante|fabricant|produttore|メーカ|제조사|ražotājs|fabrikant|производитель|üretici|виробник|厂商',
  device_type:
    "device_type|rack_type|type|device type|rack type|typ|typ zařízení|typ stojanu|enhedstype|racktype|gerätetyp|racktyp|tipo|tipo de dispositivo|tipo de rack|type d'appareil|type de baie|tipo di dispositivo|tipo di rack|タイプ|デバイスタイプ|ラックタイプ|유형|장비 유형|랙 유형|veids|iekārtas tips|statnes veids|tips|soort apparaat|typ urządzenia|typ szafy|тип|тип устройства|тип стойки|tür|cihaz tipi|kabin tipi|türü|тип пристрою|тип стійки|类型|设备型号|机柜型号",
  u_height:
    'u_height|height|height (u)|u height|výška|výška (u)|výška u|højde|højde (u)|u højde|höhe|höhe (he)|höhe in he|altura|altura (u)|altura en u|hauteur|hauteur (u)|hauteur en u|altezza|altezza (u)|altezza u|高さ|高さ (u)|ユニット数|높이|높이 (u)|u 높이|augstums|augstums (u)|u augstums|hoogte|hoogte (u)|u-hoogte|wysokość|wysokość (u)|wysokość u|altura em u|высота|высота (u)|высота u|yükseklik|yükseklik (u)|u yüksekliği|висота|висота (u)|висота юніта(u)|高度|高度（u）|高度(u)|u高度',
  width:
    'width|šířka|bredde|breite|ancho|anchura|largeur|larghezza|幅|너비|platums|breedte|szerokość|largura|ширина|genişlik|宽度',
  outer_width:
    'outer_width|outer width|vnější šířka|udvendig bredde|ydre bredde|äußere breite|anchura exterior|ancho exterior|largeur extérieure|larghezza esterna|外形幅|外形の幅|외형 너비|ārējais platums|buitenbreedte|szerokość zewnętrzna|largura externa|внешняя ширина|dış genişlik|зовнішня ширина|外部宽度',
  outer_depth:
    'outer_depth|outer depth|vnější hloubka|ydre dybde|äußere tiefe|profundidad exterior|profondeur extérieure|profondità esterna|外形奥行|外形の奥行|외형 깊이|ārējais dziļums|buitendiepte|głębokość zewnętrzna|profundidade externa|внешняя глубина|dış derinlik|зовнішня глибина|外部长度/深度',
  outer_unit:
    'outer_unit|outer unit|vnější jednotka|ydre enhed|äußere einheit|maßeinheit|unidad exterior|unité extérieure|unità esterna|外形の単位|외형 단위|ārējā vienība|buitenste eenheid|buiteneenheid|jednostka zewnętrzna|unidade externa|внешний блок|внешний юнит|dış ünite|зовнішній блок|外部单元|外框尺寸的单位',
  mounting_depth:
    'mounting_depth|mounting depth|hloubka montáže|montážní hloubka|monteringsdybde|einbautiefe|profundidad de montaje|profondeur de montage|profondità di montaggio|取り付け奥行き|장착 깊이|montāžas dziļums|montagediepte|głębokość montażu|profundidade de montagem|глубина монтажа|montaj derinliği|глибина монтажу|монтажна глибина|安装深度',
  max_weight:
    'max_weight|max weight|max. hmotnost|maks. vægt|max vægt|maximales gewicht|peso máximo|poids maximum|peso massimo|最大重量|최대 무게|maksimālais svars|maximaal gewicht|maksymalna waga|максимальный вес|maksimum ağırlık|максимальна вага|макс. вага|最大承重',
  weight: 'weight|hmotnost|vægt|gewicht|peso|poids|重量|무게|svars|waga|вес|ağırlığı|вага',
  weight_unit:
    'weight_unit|weight unit|jednotka hmotnosti|hmotnostní jednotka|vægtenhed|gewichtseinheit|unidad de peso|unité de poids|unità di peso|重量単位|무게 단위|svara vienība|gewichtseenheid|jednostka wagowa|unidade de peso|единица веса|весовая единица|ağırlık birimi|вага юніта|одиниця ваги|重量单位',
  starting_unit:
    'starting_unit|starting unit|startovací jednotka|startenhed|start he|unidad inicial|unidad de arranque|u initial|unité de départ|unità di partenza|起動ユニット|開始ユニット|시작 유닛|sākuma vienība|starta vienība|starteenheid|jednostka startowa|unidade inicial|начальный юнит|başlangıç ünitesi|початковий юніт|начальний юніт|起始u位',
  desc_units:
    'desc_units|descending units|sestupné jednotky|faldende enheder|absteigende höheneinheiten (he)|absteigende höheneinheiten|unidades descendentes|unités décroissantes|unità discendenti|降順|내림차순 단위|dilstošas vienības|aflopende eenheden|jednostki malejące|единицы по убыванию|azalan birimler|юніти у низхідному порядку|u位显示降序',
  rack: 'rack|stojan|baie|cremagliera|ラック|랙|statne|rek|szafa|стойка|kabin|стійка|机柜',
  position:
    'position|position (u)|pozice|poloha (u)|position (he)|posición|posición (u)|posizione|posizione (u)|ポジション|ポジション (u)|위치|위치 (u)|pozīcija|pozīcija (u)|positie|positie (u)|pozycja|pozycja (u)|posição|posição (u)|позиция|положение (u)|pozisyon|pozisyon (u)|позиція|позиція (юніт)|位置|机柜位置（u）',
  face: 'face|rack face|tvář|plocha stojanu|ansigt|rackflade|ausrichtung|rackseite|cara|cara del estante|orientation|face de la baie|viso|faccia cremagliera|面|ラックフェイス|면|랙 면|seja|statīva puse|gezicht|gezicht met een rekje|twarz|powierzchnia szafy|face do rack|лицевая сторона|лицевая сторона стойки|yüz|kabin yüzü|лицева сторона|лицева частина стійки|朝向|机柜安装方向',
  airflow:
    "airflow|proudění vzduchu|proud vzduchu|luftstrøm|luftstrom|flujo de aire|flux d'air|débit d'air|flusso d'aria|エアフロー|공기 흐름|gaisa plūsmas virziens|luchtstroom|przepływ powietrza|fluxo de ar|воздушный поток|hava akışı|hava akımı|потік повітря|повітряний потік|气流方向",
  comments:
    'comments|komentáře|bemærkninger|kommenterer|kommentare|comentarios|commentaires|commenti|コメント|코멘트|komentāri|opmerkingen|reacties|komentarze|komentarzy|comentários|комментарии|yorumlar|коментарі|评论',
  parent:
    'parent|parent device|rodičovské zařízení|rodič|forældreenhed|overordnet|übergeordnetes gerät|übergeordnet|dispositivo principal|principal|appareil parent|dispositivo principale|genitore|親デバイス|親|상위 장비|상위|vecāk-iekārta|vecākelements|apparaat voor ouders|ouder|urządzenie nadrzędne|nadrzędny|dispositivo pai|pai|родительское устройство|родитель|ebeveyn aygıtı|ebeveyn|батьківський пристрій|прабатько|父设备|上级',
  device_bay:
    "device_bay|position (device bay)|device bay|pozice (pole pro zařízení)|místo pro zařízení|position (enhedsplads)|enhedsplads|position (geräteschacht)|geräteeinsatz|posición (bahía de dispositivos)|compartimento para dispositivos|position (baie de l'appareil)|baie pour appareils|posizione (vano dispositivo)|alloggiamento per dispositivi|位置 (デバイスベイ)|デバイスベイ|위치 (장비 베이)|장비 베이|pozīcija (iekārtas nodalījums)|iekārtas nodalījums|positie (apparaatvak)|toestelvak|pozycja (gniazdo urządzenia)|osłona urządzenia|posição (baia de dispositivo)|compartimento de dispositivos|положение (отсек для устройств)|отсек для устройств|konum (aygıt yuvası)|cihaz yuvası|позиція (відсік пристрою)|відсік для пристроїв|位置(设备托架)|设备托架",
  facility_id:
    "facility_id|facility id|id zařízení|id objektu|facilitets-id|anlægs-id|einrichtungs-id|id de la instalación|id de instalación|id de l'établissement|id struttura|ファシリティ id|시설 id|objekta id|id van de faciliteit|faciliteits-id|identyfikator obiektu|id obiektu|id do facility|идентификатор объекта|tesis kimliği|ідентифікатор об'єкта|标识符id",
  power_panel:
    "power_panel|power panel|napájecí panel|strømpanel|stromverteiler|panel de alimentación|panneau d'alimentation|pannello di alimentazione|電源盤|배전반|barošanas panelis|strāvas panelis|voedingspaneel|rozdzielnica zasilająca|quadro de alimentação|распределительный щит|güç paneli|панель живлення|电源面板|电源面版",
  supply:
    'supply|zdroj|zásobování|forsyning|levere|versorgung|liefern|suministro|suministrar|approvisionnement|fourniture|fornitura|approvvigionamento|供給電源|供給|공급 전원|piegāde|levering|bevoorrading|dostawa|zapas|tipo de alimentação|электропитание|запас|tedarik|sağlamak|постачання|供应',
  voltage:
    'voltage|napětí|spænding|spannung|tensión|voltaje|tension|voltaggio|電圧|전압|spriegums|spanning|napięcie|tensão|напряжение|gerilim|voltaj|напруга|电压',
  amperage:
    'amperage|proud|proud proudu|strømstyrke|stromstärke|amperaje|ampérage|amperaggio|アンペア数|전류(a)|strāvas stiprums|stroomsterkte|natężenie prądu|corrente|сила тока|amper|сила струму|电流',
  phase: 'phase|fáze|fase|overgang|電力相|상(위상)|fāze|faza|etap|фаза|faz|相位',
  max_utilization:
    'max_utilization|max utilization|maximální využití|maksimal udnyttelse|max. auslastung|maximale auslastung|utilización máxima|utilisation maximale|utilizzo massimo|最大使用率|최대 사용률|maksimālais izlietojums|maximaal gebruik|maximale benutting|maksymalne wykorzystanie|utilização máxima|максимальное использование|maksimum kullanım|максимальне використання (живлення)|максимальне використання|最大利用率',
  device_a:
    'device_a|device a|zařízení a|enhed a|gerät a|dispositivo a|appareil a|デバイス a|장비 a|iekārta a|apparaat a|urządzenie a|устройство a|aygıt a|пристрій а|设备a',
  device_b:
    'device_b|device b|zařízení b|enhed b|gerät b|dispositivo b|appareil b|デバイス b|장비 b|iekārta b|apparaat b|urządzenie b|устройство б|aygıt b|пристрій б|设备b',
  termination_a:
    'termination_a|termination a|ukončení a|opsigelse a|abschlusspunkt a|terminación a|terminaison a|terminazione a|終端 a|종단 a|savienojums a|beëindiging a|wypowiedzenie a|terminação a|точка подключения a|fesih a|кінець а|本端a',
  termination_b:
    'termination_b|termination b|ukončení b|opsigelse b|abschlusspunkt b|terminación b|terminaison b|terminazione b|終端 b|종단 b|savienojums b|eindpunt b|strona b|terminação b|точка подключения б|sonlandırma b|кінець б|对端b',
} as const;

/** The words of each choice. */
export const choices = {
  active:
    'active|aktivní|aktiv|activo|actif|attivo|アクティブ|활성|aktīvs|actief|aktywny|ativo|активный|aktif|активний|在线',
  planned:
    'planned|plánované|planlagt|geplant|planificado|planifié|pianificato|計画中|계획됨|plānots|gepland|planowane|planejado|запланировано|planlanan|заплановано|已规划',
  staged:
    'staged|inscenovaný|iscenesat|vorbereitet|preparado|mis en scène|messo in scena|検証|스테이징됨|sagatavots|klaargezet|na etapie przygotowawczym|подготовлен|sahnelenmiş|підготовлено|已暂存',
  failed:
    'failed|selhalo|mislykkedes|fehlgeschlagen|con error|échoué|fallito|失敗|실패|bojāts|mislukt|nie powiodło się|falhou|неисправно|başarısız|збій|故障',
  inventory:
    'inventory|inventář|inventar|inventario|inventaire|在庫|인벤토리|inventārs|inventaris|inwentarz|inventário|инвентарь|envanter|інвентар|库存中',
  decommissioning:
    'decommissioning|vyřazení z provozu|nedlæggelse|außerbetriebnahme|desmantelamiento|démantèlement|smantellamento|廃止|폐기 중|demontē|ontmanteling|wycofywanie z użytku|em descomissionamento|вывод из эксплуатации|hizmetten çıkarma|виведення з експлуатації|报废',
  offline:
    'offline|vypnuto|desconectado|hors ligne|オフライン|오프라인|bezsaistē|nieaktywny|не в сети|çevrim dışı|офлайн|离线',
  reserved:
    'reserved|rezervováno|reserveret|reserviert|reservado|réservé|riservato|予約済|예약됨|rezervēts|gereserveerd|zarezerwowany|зарезервировано|rezerve edilmiş|зарезервовано|预留',
  available:
    'available|k dispozici|tilgængelig|verfügbar|disponible|disponibile|利用可能|사용 가능|pieejams|beschikbaar|dostępny|disponível|доступно|mevcut|доступний|可用',
  deprecated:
    'deprecated|zastaralé|forældet|veraltet|obsoleto|obsolète|廃止済|사용 중단됨|novecojis|verouderd|przestarzały|выведенный(-ая) из использования|kullanımdan kaldırıldı|застарілий|已弃用',
  front:
    'front|přední|frontseite|vista frontal|avant|anteriore|前面|전면|priekšpusē|voorkant|przód|frente|вид спереди|ön|спереду|前',
  rear: 'rear|zadní|bageste|rückseite|vista posterior|arrière|posteriore|背面|후면|aizmugurē|achterkant|tył|traseira|вид сзади|arka|ззаду|后',
  true: 'true|yes|ano|pravda|ja|sandt|wahr|sí|cierto|oui|vrai|sì|vero|はい|真|예|참|jā|patiesība|waar|tak|prawda|sim|verdadeiro|да|истина|evet|doğru|так|iстинна|是',
  false:
    'false|no|ne|nepravdivé|nej|falsk|nein|falsch|falso|non|faux|いいえ|偽|아니요|거짓|nē|viltus|nee|onwaar|nie|fałszywe|não|нет|ложь|hayır|yanlış|ні|хибно|否',
  'single-phase':
    'single-phase|single phase|jednofázový|enkeltfase|einphasig|monofásico|monophasé|monofase|単相|단상|vienfāzes|een fase|jednofazowy|однофазный|tek fazlı|однофазний|单相电',
  'three-phase':
    'three-phase|třífázový|trefaset|dreiphasig|trifásico|triphasé|trifase|三相|3상|trīsfāzu|drie fase|trójfazowy|трехфазный|üç fazlı|трифазний',
} as const;
